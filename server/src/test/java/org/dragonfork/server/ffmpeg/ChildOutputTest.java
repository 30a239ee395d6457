package org.dragonfork.server.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines, SDP and log of a child that may say anything. */
class ChildOutputTest {
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        read(text, lines::add);
        return lines;
    }

    private static void read(String text, LineSink sink) {
        LineReader.drain(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink);
    }

    @Test
    void cutsAtEveryKindOfLineEnd() {
        assertThat(lines("a\nb\rc\r\nd\n\ne\r\n\nf")).containsExactly("a", "b", "c", "d", "", "e", "", "f");
    }

    @Test
    void cutsLongLinesShort() {
        assertThat(lines("x".repeat(1_000_000) + "\ny")).containsExactly("x".repeat(LineReader.MAX_LINE), "y");
    }

    @Test
    void takesTheSdpOutOfTheOutput() {
        List<String> captured = new ArrayList<>();
        SdpCapture capture = new SdpCapture(captured::add);
        read("noise\nSDP:\nv=0\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 102\r\n\nSDP:\nv=0\n\n", capture);
        assertThat(captured).containsExactly("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 102\r\n");
    }

    @Test
    void givesUpOnAnEndlessSdp() {
        List<String> captured = new ArrayList<>();
        SdpCapture capture = new SdpCapture(captured::add);
        capture.accept("v=0");
        for (int i = 0; i < 100_000; i++) {
            capture.accept("a=x");
        }
        capture.accept("");
        capture.paused();
        assertThat(captured).isEmpty();
    }

    @Test
    void theSdpEndsWhereTheChildStopsWriting() {
        List<String> captured = new ArrayList<>();
        read("v=0\r\nm=video 5004 RTP/AVP 102\r\na=rtpmap:102 H264/90000\r\n", new SdpCapture(captured::add));
        assertThat(captured).containsExactly("v=0\r\nm=video 5004 RTP/AVP 102\r\na=rtpmap:102 H264/90000\r\n");
    }

    @Test
    void anSdpInPiecesIsToldAgainWithItsRest() {
        List<String> captured = new ArrayList<>();
        SdpCapture capture = new SdpCapture(captured::add);
        capture.accept("v=0");
        capture.paused();
        capture.paused();
        capture.accept("m=video 5004 RTP/AVP 102");
        capture.paused();
        assertThat(captured).containsExactly("v=0\r\n", "v=0\r\nm=video 5004 RTP/AVP 102\r\n");
    }

    @Test
    void keepsNoPasswords() {
        assertThat(Masked.text("Input #0, rtsp, from 'rtsp://admin:p@ss@10.0.0.5/1':"))
                .isEqualTo("Input #0, rtsp, from 'rtsp://***@10.0.0.5/1':");
        assertThat(Masked.text("srt://h:1?passphrase=verysecret&mode=caller"))
                .isEqualTo("srt://h:1?passphrase=***&mode=caller");
        assertThat(Masked.text("rtsp://10.0.0.5/a@b")).isEqualTo("rtsp://10.0.0.5/a@b");
    }
}
