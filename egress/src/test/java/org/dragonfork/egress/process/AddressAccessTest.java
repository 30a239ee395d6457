package org.dragonfork.egress.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dragonfork.egress.process.Configs.io;
import static org.dragonfork.egress.process.Configs.mistakes;
import static org.dragonfork.egress.process.Configs.process;
import static org.dragonfork.egress.process.Configs.reading;
import static org.dragonfork.egress.process.Configs.writing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which an address can get to FFmpeg. */
class AddressAccessTest {
    private static final AccessRules NO_SECRETS = AccessRules.of(List.of(), List.of("^/srv/secret", "^https?://10\\."));
    private static final AccessRules CAMERAS = AccessRules.of(List.of("^rtsp://192\\.0\\.2\\."), List.of());

    private static List<String> refusals(AccessRules inputs, AccessRules outputs, ProcessConfig config) {
        return mistakes(Configs.resolver(inputs, outputs).resolve(config, _ -> Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/data/a.mp4",
                "/data//x/./a.mp4",
                "file:/data/a.mp4",
                "-",
                "pipe:1",
                "/dev/video9",
                "rtmp://h/live/x",
                "srt://h:1?x=y",
                "udp://239.0.0.1:1234",
                "https://h/put.ts",
                "/data/seg_%05d.ts",
                "/data/a|b.mp4",
                "icecast://s@h/m",
                "file:///data/a.ts",
            })
    void writesIntoTheFolderToDevicesAndToOthers(String address) {
        assertThat(mistakes(writing(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/data",
                "/database/a",
                "a.mp4",
                "./a.mp4",
                "../data/a.mp4",
                "/data/../etc/passwd",
                "/data/x/../../etc/p",
                "file:/etc/passwd",
                "file:///etc/passwd",
                "file:a",
                "file:",
                "file:/data/../etc/x",
                "/dev/../etc/passwd",
                "/data/out/passwd",
                "file:/data/out/passwd",
                "/data/nowhere/x",
                "md5:/etc/passwd",
                "crypto:/etc/x",
                "crypto+file:/etc/x",
                "cache:/etc/x",
                "async:file:/etc/x",
                "tee:/etc/x",
                "subfile,,start,0,end,0,,:/etc/x",
                "concat:/etc/x",
                "unix:/run/x",
                "ipfs://x",
                "FILE:/data/x",
                "C:/x",
                "data:x",
                "/data/a\n/etc/x",
                "/data/\u0000x",
                "hls+file:/etc/x",
                "-y",
                "--",
                "[f=mpegts]/data/a.ts",
                "ffrtmphttp:/etc/x",
                "~/x",
                "%2fetc%2fpasswd",
            })
    void writesNowhereElse(String address) {
        assertThat(mistakes(writing(address))).singleElement().asString().startsWith("output[0].address");
    }

    @Test
    void looksAtEveryPartOfATee() {
        String good = "[f=mpegts:onfail=ignore]udp://h:1|[f=segment:segment_list=/data/l.txt]/data/%d.ts|/data/x.mkv";
        assertThat(mistakes(writing(good, "-f", "tee"))).isEmpty();

        for (String bad : List.of(
                "[f=mpegts]udp://h:1|[f=mp4]/etc/x",
                "/data/a.ts|/etc/x",
                "[f=mpegts]/data/a.ts|\\/etc/x",
                "'/etc/x'|/data/a.ts",
                "[f=segment:segment_list=/etc/x]/data/%d.ts",
                "[f=hls:hls_segment_filename=\\\\/etc/x]/data/a.m3u8",
                "[f=hls:hls_fmp4_init_filename=..\\/..\\/etc\\/x]/data/a.m3u8",
                "[f=tee]/data/a|/data/b",
                "[f=mpegts]file:/etc/x",
                "|/data/a.ts")) {
            assertThat(mistakes(writing(bad, "-f", "tee")))
                    .as(bad)
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("output[0].address"));
        }
        assertThat(mistakes(writing("/data/a.ts|/etc/x", "-f", "fifo", "-fifo_format", "tee")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc/x|0",
                "-re /etc/x|1",
                "-y /etc/x|1",
                "-nostats /etc/x|1",
                "-an:0 /etc/x|1",
                "-loglevel info udp://h:1|2",
                "-i rtsp://h/|0",
                "-re -i x|1",
                "-- /etc/x|0",
                "-|0",
                "-f|0",
                "-report|0",
                "-vstats|0",
                "-progress /etc/x|1",
                "-progress file:/etc/x|1",
                "-progress md5:/etc/x|1",
                "-vstats_file x|1",
                "-dump_attachment:t:0 /etc/x|1",
                "-passlogfile /tmp/x|1",
                "-sdp_file /etc/x|1",
                "-hls_segment_filename /etc/%d.ts|1",
                "-hls_segment_filename /data/../etc/%d.ts|1",
                "-hls_fmp4_init_filename ../../etc/x|1",
                "-segment_list /etc/x|1",
                "-filter_complex_script /data/x|0",
                "-filter_script:v /data/x|0",
                "-/filter_complex /data/x|0",
                "-fpre /data/x|0",
                "-vf metadata=mode=print:file=/etc/x|1",
                "-vf metadata=print:file=file\\:/etc/x|1",
                "-vf 'metadata=print:f\\ile=/etc/x'|1",
                "-filter_complex [0:v]psnr=stats_file=/etc/x|1",
                "-vf vidstabdetect=result=../x|1",
                "-x264-params keyint=30:stats=/etc/x|1",
                "-x265-params csv=/etc/x|1",
                "-segment_format_options hls_segment_filename=/etc/x|1",
                "-brand_new_flag /etc/x|1",
                "-brand_new_flag file:/etc/x|1",
            })
    void letsNoAddressInThroughOptions(String options, int at) {
        String[] list = options.replace("'", "").split(" ", -1);
        ProcessConfig global = process("cam", List.of(io("in", "x")), List.of(io("o", "-")), list);

        assertThat(mistakes(global)).first().asString().startsWith("options[" + at + "]");
        assertThat(mistakes(reading("x", list))).first().asString().startsWith("input[0].options[" + at + "]");
        assertThat(mistakes(writing("-", list))).first().asString().startsWith("output[0].options[" + at + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-re -stream_loop -1 -fflags +genpts -thread_queue_size 512",
                "-y -hide_banner -loglevel level+info -err_detect ignore_err",
                "-map 0:v:0 -c:v libx264 -preset veryfast -x264-params keyint=60:scenecut=0 -b:v 4M -an -bsf:v"
                        + " h264_mp4toannexb",
                "-vf drawtext=fontfile=/usr/share/fonts/x.ttf:text='a\\:b':x=10,scale=1280:-2",
                "-headers Referer:https://x/ -user_agent Mozilla/5.0",
                "-f hls -hls_time 4 -hls_segment_filename /data/x_%d.ts -hls_fmp4_init_filename init.mp4"
                        + " -master_pl_name x.m3u8",
                "-progress pipe:2 -vf metadata=mode=print:file=-",
                "-metadata title=/not/a/path -rtsp_transport tcp -timeout 5000000",
                "-filter_complex [0:v][1:v]overlay=10:10[out] -map [out] -noaccurate_seek -dn",
            })
    void leavesOrdinaryOptionsAlone(String options) {
        assertThat(mistakes(reading("x", options.split(" ", -1)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/secret/a.mp4",
                "//srv//secret/a.mp4",
                "/srv/./secret/a",
                "file:/srv/secret/a",
                "file:///srv/secret/a",
                "concat:/ok.ts|/srv/secret/a.ts",
                "concat:file:/srv/secret/a",
                "subfile,,start,0,end,9,,:/srv/secret/a",
                "crypto:/srv/secret/a",
                "cache:async:/srv/secret/a",
                "crypto+file:/srv/secret/a",
                "http://10.0.0.1/x",
                "cache:http://10.0.0.1/",
                "hls+http://10.0.0.1/x.m3u8",
                "tee:[f=x]/srv/secret/a",
                "concatf:/data/list",
                "async:async:async:async:async:async:async:async:async:async:/x",
            })
    void blockedInputsAreBlockedInEveryDisguise(String address) {
        assertThat(refusals(NO_SECRETS, AccessRules.ANY, reading(address)))
                .singleElement()
                .asString()
                .startsWith("input[0].address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-vf movie=/ok.mp4[a]",
                "-filter_complex [0:v]scale=1:1[x];amovie@m=x.mp3",
                "-vf mov\\ie=x",
                "-vf subtitles=/srv/secret/a.srt",
                "-vf subtitles=filename=/srv/secret/a.srt:si=1",
                "-vf drawtext=textfile=/srv/secret/a",
                "-vf drawtext=textfile=\\/srv/secret/a",
                "-attach /srv/secret/a",
                "-ca_file /srv/secret/a",
                "-http_proxy http://10.0.0.1:3128",
                "-f concat",
            })
    void blockedInputsAreBlockedInOptions(String options) {
        String[] list = options.split(" ", -1);

        assertThat(refusals(NO_SECRETS, AccessRules.ANY, reading("x", list))).isNotEmpty();
        assertThat(refusals(NO_SECRETS, AccessRules.ANY, writing("-", list))).isNotEmpty();
    }

    @Test
    void blockedInputsAreBlockedInGeneratedPicturesPlaceholdersAndReferences() {
        assertThat(refusals(NO_SECRETS, AccessRules.ANY, reading("movie=/srv/secret/a.mp4", "-f", "lavfi")))
                .isNotEmpty();
        assertThat(refusals(NO_SECRETS, AccessRules.ANY, reading("testsrc2", "-f", "lavfi")))
                .isEmpty();
        ProcessConfig placed = process("cam", List.of(io("/srv/secret/a", "{inputid}")), List.of(io("o", "-")));
        assertThat(refusals(NO_SECRETS, AccessRules.ANY, placed)).isNotEmpty();
        ProcessConfig other = process("b", List.of(io("in", "x")), List.of(io("o", "http://10.0.0.1/x")));
        assertThat(mistakes(Configs.resolver(NO_SECRETS, AccessRules.ANY)
                        .resolve(reading("#b:output=o"), _ -> Optional.of(other))))
                .isNotEmpty();
    }

    @Test
    void admitsOnlyWhatIsAllowed() {
        assertThat(refusals(CAMERAS, AccessRules.ANY, reading("rtsp://192.0.2.7/1")))
                .isEmpty();
        for (String other : List.of(
                "rtsp://198.51.100.1/",
                "/etc/passwd",
                "concat:rtsp://192.0.2.7/1|/etc/passwd",
                "testsrc2",
                "cache:rtsp://192.0.2.7/1")) {
            assertThat(refusals(CAMERAS, AccessRules.ANY, reading(other)))
                    .as(other)
                    .isNotEmpty();
        }
        assertThat(refusals(CAMERAS, AccessRules.ANY, reading("testsrc2", "-f", "lavfi")))
                .isNotEmpty();
    }

    @Test
    void holdsTheRulesOfOutputsForEveryOutput() {
        AccessRules own = AccessRules.of(List.of("^/data/", "^rtmp://"), List.of("^file:/data/private", "live/secret"));

        assertThat(refusals(AccessRules.ANY, own, writing("/data/a.ts"))).isEmpty();
        assertThat(refusals(AccessRules.ANY, own, writing("rtmp://h/live/x"))).isEmpty();
        assertThat(refusals(AccessRules.ANY, own, writing("udp://h:1"))).isNotEmpty();
        assertThat(refusals(AccessRules.ANY, own, writing("-"))).isNotEmpty();
        assertThat(refusals(AccessRules.ANY, own, writing("/data//./private/x")))
                .isNotEmpty();
        assertThat(refusals(AccessRules.ANY, own, writing("/data/a.ts|rtmp://h/live/secret", "-f", "tee")))
                .isNotEmpty();
        assertThat(refusals(AccessRules.ANY, own, writing("/data/a.m3u8", "-hls_segment_filename", "/data/private/x")))
                .isNotEmpty();
    }

    @Test
    @Timeout(20)
    void patternsThatNeverEndRefuseInsteadOfHanging() {
        String endless = "^(.*?,){12}P";
        AccessRules evil = AccessRules.of(List.of(), List.of(endless, "(x|y)*z"));

        assertThat(evil.admit(List.of("1,".repeat(60)))).isFalse();
        assertThat(evil.admit(List.of("xy".repeat(4000)))).isFalse();
        assertThat(AccessRules.of(List.of(endless), List.of()).admit(List.of("1,".repeat(60))))
                .isFalse();
        assertThat(evil.admit(List.of("b"))).isTrue();
    }

    @Test
    void saysWhichPatternIsNone() {
        assertThatThrownBy(() -> AccessRules.of(List.of("("), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'(' is no regular expression")
                .hasMessageNotContaining("\n");
    }

    /** Whatever is put together out of the pieces of tricks, nothing outside of the folder is written. */
    @Test
    void noMixtureOfTricksWritesOutsideOfTheFolder() {
        var random = new Random(9);
        List<String> pieces = List.of(
                "/",
                "data",
                "/data/",
                "..",
                ".",
                "file:",
                "/etc/",
                "pass",
                "|",
                "[f=mp4]",
                "'",
                "\\",
                "md5:",
                ":",
                ",",
                "+",
                "crypto",
                "subfile,,start,0,,:",
                "{diskfs}",
                "{outputid^/}",
                "//",
                "%2e%2e",
                "-",
                "\u00e4",
                " ",
                "out/",
                "tee:");
        for (int round = 0; round < 60_000; round++) {
            var address = new StringBuilder();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                address.append(pieces.get(random.nextInt(pieces.size())));
            }
            String text = address.toString();
            if (text.isBlank() || !mistakes(writing(text)).isEmpty()) {
                continue;
            }
            String written = Configs.spec(writing(text)).outputs().getFirst().address();
            String path = written.startsWith("file:") ? written.substring(5) : written;
            assertThat(written.equals("-") || path.replaceAll("/+(\\./+)*", "/").startsWith("/data/"))
                    .as(text)
                    .isTrue();
            assertThat(List.of(path.split("/", -1))).as(text).doesNotContain("..");
            assertThat(path.replaceAll("/+(\\./+)*", "/")).as(text).doesNotStartWith("/data/out/");
        }
    }

    @Test
    @Timeout(60)
    void longAndHostileTextsAreJudgedSoon() {
        for (String text : List.of(
                "concat:".repeat(1100),
                "{diskfs,".repeat(1000),
                "tee:[".repeat(1600),
                "\\".repeat(8000),
                "/./".repeat(2700),
                "movie".repeat(1600),
                "file=".repeat(1600),
                "[|".repeat(4000),
                "a=".repeat(4000),
                ":=".repeat(4000))) {
            long before = System.nanoTime();
            refusals(NO_SECRETS, CAMERAS, reading(text, "-vf", text, "-progress", text));
            refusals(NO_SECRETS, CAMERAS, writing(text, "-f", "tee", "-x264-params", text));
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as(text.substring(0, 8))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
