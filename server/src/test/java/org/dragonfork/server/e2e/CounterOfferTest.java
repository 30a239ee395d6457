package org.dragonfork.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.server.browser.BrowserPage;
import org.dragonfork.server.browser.ChromiumBrowser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser whose page offered too little plays by way of the server's own offer. */
final class CounterOfferTest {
    /** A page that offers VP8 only, takes the 406 as an offer, and answers it. */
    private static final String PLAY = """
            (async () => {
              const narrow = new RTCPeerConnection();
              const video = narrow.addTransceiver('video', { direction: 'recvonly' });
              video.setCodecPreferences(RTCRtpReceiver.getCapabilities('video').codecs
                .filter(codec => codec.mimeType === 'video/VP8'));
              await narrow.setLocalDescription();
              const refused = await fetch('/api/v3/whep/one', { method: 'POST',
                headers: { 'Content-Type': 'application/sdp' }, body: narrow.localDescription.sdp });
              narrow.close();
              window.refusal = { status: refused.status, type: refused.headers.get('Content-Type'),
                reason: refused.headers.get('Dragonfork-Reason') };
              const pc = window.pc = new RTCPeerConnection();
              window.kinds = [];
              pc.ontrack = event => {
                kinds.push(event.track.kind + ' ' + event.streams.length);
                const element = document.createElement('video');
                element.muted = true; element.autoplay = true; element.srcObject = event.streams[0];
                document.body.append(element);
              };
              await pc.setRemoteDescription({ type: 'offer', sdp: await refused.text() });
              const answer = await pc.createAnswer();
              answer.sdp = answer.sdp.replace(/a=setup:[a-z]+/g, 'a=setup:SETUP');
              await pc.setLocalDescription(answer);
              const taken = await fetch(refused.headers.get('Location'), { method: 'PATCH',
                headers: { 'Content-Type': 'application/sdp' }, body: pc.localDescription.sdp });
              window.decoded = 0;
              setInterval(async () => (await pc.getStats()).forEach(stat => {
                if (stat.type === 'inbound-rtp' && stat.kind === 'video') window.decoded = stat.framesDecoded || 0;
                if (stat.type === 'inbound-rtp' && stat.kind === 'audio') window.heard = stat.packetsReceived;
                if (stat.type === 'transport') window.dtls = stat.dtlsRole;
              }), 100);
              return taken.status;
            })()
            """;

    @ParameterizedTest
    @CsvSource({"active, client", "passive, server"})
    void playsByWayOfACounterOffer(String setup, String role) {
        try (LiveServer server = LiveServer.start(Map.of(), Sources.pictureAndSound("one", "160x90"));
                ChromiumBrowser browser = ChromiumBrowser.launch();
                BrowserPage page = browser.open(server.at("/ping"))) {
            assertThat(page.evaluate(PLAY.replace("SETUP", setup)).asInt()).isEqualTo(204);
            assertThat(page.evaluate("refusal.status").asInt()).isEqualTo(406);
            assertThat(page.evaluate("refusal.type").asString()).startsWith("application/sdp; valid-until=");
            assertThat(page.evaluate("refusal.reason").asString()).isEqualTo("codec_mismatch; kinds=\"video\"");

            page.await("decoded >= 10 && heard > 10", LiveServer.PATIENCE);

            assertThat(page.evaluate("dtls").asString()).isEqualTo(role);
            assertThat(page.evaluate("kinds.sort().join()").asString()).isEqualTo("audio 1,video 1");
            assertThat(server.events.of(EgressEvent.CodecMismatched.class)).hasSize(1);
            assertThat(server.events.of(EgressEvent.SessionStarted.class)).hasSize(1);
            page.evaluate("pc.close()");
        }
    }
}
