package org.dragonfork.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counter-offers (WHEP section 4.3.2) from the refusal to the picture, and to their end without one. */
class CounterOfferScenarioTest {
    private static final StreamId CAM = new StreamId("cam");
    private static final StreamId DOOR = new StreamId("door");
    private static final byte[] CERTIFICATE = "a player".getBytes(StandardCharsets.US_ASCII);
    private static final IceCredentials CREDENTIALS = IceCredentials.generate(new Random(7));

    private static String good() {
        return TestOffer.text(CREDENTIALS, CertificateFingerprint.sha256(CERTIFICATE), true, true);
    }

    private static String withoutH264() {
        return good().replace("H264/90000", "VP8/90000").replaceAll("(?m)^a=fmtp:108.*\\R", "");
    }

    private static String answer(String setup) {
        return good().replace("setup:actpass", "setup:" + setup);
    }

    private static SubscribeResult.CounterOffered offered(EgressWorld world) {
        SubscribeResult result = world.egress().subscribe(CAM, withoutH264(), true);
        assertThat(result).isInstanceOf(SubscribeResult.CounterOffered.class);
        return (SubscribeResult.CounterOffered) result;
    }

    private static PatchResult patch(EgressWorld world, SubscribeResult.CounterOffered offered, String answer) {
        return world.egress().answer(CAM, offered.session(), new PatchRequest(answer, Optional.empty()));
    }

    private static SubscribeResult subscribe(EgressWorld world) {
        return world.egress().subscribe(CAM, good(), true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void playsForAPlayerOfEitherDtlsRole(boolean playerIsClient) {
        var world = new EgressWorld(81);
        world.live(CAM);
        SubscribeResult.CounterOffered offered = offered(world);
        assertThat(patch(world, offered, answer(playerIsClient ? "active" : "passive")))
                .isEqualTo(new PatchResult.Answered());
        var dtls = new ScriptedDtls(SrtpProfile.AEAD_AES_128_GCM);
        var random = new Random(7);
        var viewer = new TestViewer(
                CREDENTIALS,
                TestAnswer.read(offered.offer(), dtls.localFingerprint()),
                playerIsClient ? dtls.client(CERTIFICATE, random) : dtls.viewerAsServer(),
                true,
                random,
                world.nowNanos());
        world.place(viewer, new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 50_000));
        world.run(Duration.ofSeconds(2));

        assertThat(viewer.isSecured()).isTrue();
        assertThat(viewer.undecryptable()).isZero();
        assertThat(viewer.tracks()).hasSize(2);
        assertThat(viewer.packets()).isGreaterThan(100);
        assertThat(world.egress().snapshot().peers()).isEqualTo(1);
        assertThat(world.events().of(EgressEvent.CodecMismatched.class))
                .extracting(EgressEvent.CodecMismatched::kind)
                .containsExactly(MediaKind.VIDEO);
        assertThat(world.events().of(EgressEvent.SessionStarted.class)).hasSize(1);

        assertThat(world.egress().unsubscribe(CAM, offered.session())).isEqualTo(new UnsubscribeResult.Ended());
        world.run(Duration.ofSeconds(1));
        assertThat(world.egress().footprint()).isZero();
        assertThat(world.egress().snapshot().peers()).isZero();
        assertThat(world.events().of(EgressEvent.SessionEnded.class)).hasSize(1);
    }

    @Test
    void isForThoseOnlyWhoMayGetOne() {
        var world = new EgressWorld(82);
        world.live(CAM);

        assertThat(world.egress().subscribe(CAM, withoutH264())).isInstanceOf(SubscribeResult.CodecMismatch.class);
        assertThat(world.egress().footprint()).isZero();
        assertThat(subscribe(world)).isInstanceOf(SubscribeResult.Accepted.class);
    }

    @Test
    void holdsAPlaceForThirtySeconds() {
        var world = new EgressWorld(83, 1, 8);
        world.live(CAM);
        SubscribeResult.CounterOffered offered = offered(world);

        assertThat(world.egress().snapshot().peers()).isEqualTo(1);
        assertThat(world.egress().snapshot().stream(CAM).orElseThrow().viewers())
                .isEqualTo(1);
        assertThat(subscribe(world)).isEqualTo(new SubscribeResult.CapReached(CapScope.STREAM, 1));
        world.run(Duration.ofMillis(29_999));
        assertThat(world.egress().awaitsAnswer(CAM, offered.session())).isTrue();
        assertThat(subscribe(world)).isInstanceOf(SubscribeResult.CapReached.class);
        world.run(Duration.ofMillis(1));

        assertThat(patch(world, offered, answer("active"))).isEqualTo(new PatchResult.UnknownSession());
        assertThat(world.egress().footprint()).isZero();
        assertThat(world.egress().snapshot().peers()).isZero();
        assertThat(world.events().of(EgressEvent.CounterOfferLapsed.class)).hasSize(1);
        assertThat(world.events().of(EgressEvent.SessionStarted.class)).isEmpty();
        assertThat(world.events().of(EgressEvent.SessionEnded.class)).isEmpty();
        assertThat(subscribe(world)).isInstanceOf(SubscribeResult.Accepted.class);
    }

    @Test
    void freesThePlaceForWhoeverComesAfterItsEnd() {
        var world = new EgressWorld(84, 1, 8);
        world.live(CAM);
        offered(world);
        world.run(Duration.ofSeconds(31));

        assertThat(subscribe(world)).isInstanceOf(SubscribeResult.Accepted.class);
    }

    @Test
    void leavesHalfOfThePlacesToViewersThatFit() {
        var world = new EgressWorld(85, 4, 8);
        world.live(CAM);
        offered(world);
        offered(world);

        assertThat(world.egress().subscribe(CAM, withoutH264(), true))
                .isInstanceOf(SubscribeResult.CodecMismatch.class);
        assertThat(world.egress().footprint()).isEqualTo(2);
        assertThat(subscribe(world)).isInstanceOf(SubscribeResult.Accepted.class);
        assertThat(subscribe(world)).isInstanceOf(SubscribeResult.Accepted.class);
        assertThat(world.egress().subscribe(CAM, withoutH264(), true))
                .isInstanceOf(SubscribeResult.CodecMismatch.class);
        assertThat(world.events().of(EgressEvent.CodecMismatched.class)).hasSize(4);
    }

    @Test
    void staysOpenWhenAnAnswerIsRefused() {
        var world = new EgressWorld(86);
        world.live(CAM);
        SubscribeResult.CounterOffered offered = offered(world);

        assertThat(patch(world, offered, "nonsense")).isInstanceOf(PatchResult.Malformed.class);
        assertThat(patch(world, offered, answer("active").replace("recvonly", "sendrecv")))
                .isInstanceOf(PatchResult.Unservable.class);
        assertThat(patch(world, offered, withoutH264().replace("actpass", "active")))
                .isInstanceOfSatisfying(
                        PatchResult.Unservable.class,
                        unusable -> assertThat(unusable.why()).contains("H264"));
        var stale = new PatchRequest(answer("active"), Optional.of("\"ice-7\""));
        assertThat(world.egress().answer(CAM, offered.session(), stale)).isEqualTo(new PatchResult.StaleEtag());
        assertThat(world.egress().answer(DOOR, offered.session(), stale)).isEqualTo(new PatchResult.UnknownStream());
        assertThat(world.egress().awaitsAnswer(CAM, offered.session())).isTrue();

        assertThat(patch(world, offered, answer("active"))).isEqualTo(new PatchResult.Answered());
        assertThat(patch(world, offered, answer("active"))).isEqualTo(new PatchResult.NothingToAnswer());
        assertThat(world.egress().awaitsAnswer(CAM, offered.session())).isFalse();
        assertThat(world.egress().snapshot().peers()).isEqualTo(1);
    }

    @Test
    void takesCandidatesBeforeTheAnswer() {
        var world = new EgressWorld(87);
        world.live(CAM);
        SubscribeResult.CounterOffered offered = offered(world);
        String fragment = "m=video 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n";

        assertThat(trickle(world, offered, fragment)).isEqualTo(new PatchResult.Trickled());
        assertThat(trickle(world, offered, fragment.replace("mid:0", "mid:7")))
                .isInstanceOf(PatchResult.Malformed.class);
        assertThat(trickle(world, offered, "nonsense")).isInstanceOf(PatchResult.Malformed.class);
    }

    private static PatchResult trickle(EgressWorld world, SubscribeResult.CounterOffered offered, String fragment) {
        return world.egress().patch(CAM, offered.session(), new PatchRequest(fragment, Optional.empty()));
    }

    @Test
    void endsWithDeleteWithTheStreamAndWithTheServer() {
        var world = new EgressWorld(88);
        world.live(CAM);
        SubscribeResult.CounterOffered deleted = offered(world);
        assertThat(world.egress().unsubscribe(CAM, deleted.session())).isEqualTo(new UnsubscribeResult.Ended());
        assertThat(world.egress().unsubscribe(CAM, deleted.session())).isEqualTo(new UnsubscribeResult.NothingToEnd());

        offered(world);
        world.egress().removeStream(CAM);
        assertThat(world.egress().footprint()).isZero();
        assertThat(world.egress().snapshot().peers()).isZero();

        world.live(CAM);
        offered(world);
        world.egress().drain();
        assertThat(world.egress().footprint()).isZero();
        assertThat(world.egress().snapshot().peers()).isZero();
        assertThat(world.events().of(EgressEvent.CounterOfferLapsed.class)).hasSize(3);
    }

    @Test
    void offersTheOnlyTrackToWhoDidNotAskForIt() {
        var world = new EgressWorld(89);
        world.register(CAM, Set.of(MediaKind.VIDEO));
        world.startFfmpeg(CAM, Set.of(MediaKind.VIDEO));
        world.run(Duration.ofSeconds(1));
        String soundOnly = TestOffer.text(CREDENTIALS, CertificateFingerprint.sha256(CERTIFICATE), false, true);

        assertThat(world.egress().subscribe(CAM, soundOnly, true))
                .isInstanceOfSatisfying(SubscribeResult.CounterOffered.class, offered -> {
                    assertThat(offered.offer()).contains("m=video").doesNotContain("m=audio");
                    assertThat(offered.mismatch().kinds()).containsExactly(MediaKind.VIDEO);
                });
    }
}
