package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.H264Profile;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.codec.Opus;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;

/** A stream, a server and shorthand to let them answer. */
final class Answering {
    static final int VIDEO_SSRC = 0x8000_0001;
    static final int AUDIO_SSRC = 77;

    static final H264 H264_BASELINE = new H264(H264Profile.parse("42c01f"));
    static final Opus OPUS = new Opus(true);

    static final IceCredentials SERVER = new IceCredentials("srvufrag", "srvpwdsrvpwdsrvpwdsrvpwd");
    static final CertificateFingerprint FINGERPRINT = CertificateFingerprint.sha256(new byte[] {1, 2, 3});
    static final LocalTransport LOCAL = new LocalTransport(
            SERVER, FINGERPRINT, List.of(candidate("192.0.2.7", 65_535), candidate("2001:db8::7", 65_534)), 42);

    private Answering() {}

    static StreamDescription stream(Codec... codecs) {
        return new StreamDescription("cam", "cname", tracks(codecs));
    }

    static List<TrackDescription> tracks(Codec... codecs) {
        return Arrays.stream(codecs)
                .map(codec -> codec.kind() == MediaKind.VIDEO
                        ? new TrackDescription("v", codec, VIDEO_SSRC)
                        : new TrackDescription("a", codec, AUDIO_SSRC))
                .toList();
    }

    static NegotiationResult answer(String offer, Codec... codecs) {
        return OfferAnswer.answer(offer, stream(codecs), LOCAL);
    }

    static NegotiationResult.Accepted accepted(String offer, Codec... codecs) {
        NegotiationResult result = answer(offer, codecs);
        assertThat(result).isInstanceOf(NegotiationResult.Accepted.class);
        return (NegotiationResult.Accepted) result;
    }

    static SessionDescription answered(String offer, Codec... codecs) {
        return SdpReader.read(accepted(offer, codecs).answer());
    }

    static String unservable(String offer) {
        NegotiationResult result = answer(offer, H264_BASELINE, OPUS);
        assertThat(result).isInstanceOf(NegotiationResult.Unservable.class);
        return ((NegotiationResult.Unservable) result).why();
    }

    /** The text with every occurrence replaced, after a check that there is one. */
    static String change(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    /** The text without the lines that start so. */
    static String without(String text, String linePrefix) {
        assertThat(text).contains("\r\n" + linePrefix);
        return text.lines().filter(line -> !line.startsWith(linePrefix)).reduce("", (a, b) -> a + b + "\r\n");
    }

    private static IceCandidate candidate(String address, int preference) {
        return new IceCandidate(new InetSocketAddress(InetAddress.ofLiteral(address), 8189), preference);
    }
}
