package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.ice.IceOutput.Selected;
import org.dragonfork.webrtc.ice.IceOutput.Validated;
import org.dragonfork.webrtc.stun.StunReader;
import org.junit.jupiter.api.Test;

/** Checks as Chromium 156 sent them to a lite server: first without, then with USE-CANDIDATE. */
class ChromiumCheckTest {
    private static final IceCredentials SERVER = new IceCredentials("LocalUfr", "CapturedCheckPassword123");

    /** The password of the viewer is not needed to answer its checks. */
    private static final IceCredentials VIEWER = new IceCredentials("+XG9", "neverusedbyalitewebagent");

    private static final CandidatePair PROBED = CandidatePair.to(new InetSocketAddress("192.0.2.2", 51486));
    private static final CandidatePair NOMINATED = CandidatePair.to(new InetSocketAddress("192.0.2.3", 51487));

    private static final byte[] FIRST_CHECK = bytes("""
            000100502112a44272413378314951745a7174640006000d4c6f63616c5566723a2b5847
            39000000c0570004000003e7802a00085a638939fc4c2a17002400046e001eff00080014
            f0dbf81898778a75c5e8da40b66647e3e1b16b94802800040222e238
            """);

    private static final byte[] NOMINATING_CHECK = bytes("""
            000100542112a442716d7345656a59514a2b37760006000d4c6f63616c5566723a2b5847
            39000000c0570004000003e7802a00085a638939fc4c2a1700250000002400046e001eff
            0008001427668a3647d9b7ea69778e89d68e01610e4bec328028000413b84290
            """);

    private final IceLiteAgent agent = new IceLiteAgent(SERVER, VIEWER, IceTimeouts.STANDARD, 0);

    @Test
    void findsTheSessionByItsUfrag() {
        assertThat(StunReader.localUfrag(FIRST_CHECK, 0, FIRST_CHECK.length)).contains("LocalUfr");
    }

    @Test
    void answersTheFirstCheckAndFollowsTheNomination() {
        assertThat(outputs(FIRST_CHECK, PROBED)).hasSize(3).endsWith(new Validated(PROBED), new Selected(PROBED));
        assertThat(outputs(NOMINATING_CHECK, NOMINATED))
                .hasSize(3)
                .endsWith(new Validated(NOMINATED), new Selected(NOMINATED));
    }

    private List<IceOutput> outputs(byte[] datagram, CandidatePair from) {
        agent.handleStun(datagram, 0, datagram.length, from, 1);
        List<IceOutput> outputs = new ArrayList<>();
        for (Optional<IceOutput> next = agent.poll(); next.isPresent(); next = agent.poll()) {
            outputs.add(next.get());
        }
        return outputs;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
