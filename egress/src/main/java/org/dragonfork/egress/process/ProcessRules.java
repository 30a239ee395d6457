package org.dragonfork.egress.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a process must be like before it is taken in; each mistake is one line that begins with the name of its field. */
public final class ProcessRules {
    /** Long enough for every camera URL with its query, and for tee outputs. */
    public static final int MAX_ADDRESS_LENGTH = 8 * 1024;

    /** Of inputs, and of outputs. */
    public static final int MAX_IOS = 200;

    /** Of one list of options. */
    public static final int MAX_OPTIONS = 2000;

    /** Ten years; beyond it a number of seconds is a mistake. */
    public static final long MAX_SECONDS = 10L * 366 * 86_400;

    private ProcessRules() {}

    /** Everything that is wrong, in the order of the fields; empty for a good one. */
    public static List<String> mistakes(ProcessConfig config) {
        List<String> mistakes = new ArrayList<>();
        String id = config.id().value();
        if (id.equals(".") || id.equals("..")) {
            mistakes.add("id must not be a dot or two, as no URL can name it");
        }
        if (!config.type().equals(ProcessConfig.TYPE)) {
            mistakes.add("type must be ffmpeg");
        }
        if (config.inputs().isEmpty()) {
            mistakes.add("input needs at least one entry");
        }
        if (config.outputs().isEmpty() && !config.webrtc().enabled()) {
            mistakes.add("output needs at least one entry, or webrtc.enabled");
        }
        ios("input", config.inputs(), mistakes);
        ios("output", config.outputs(), mistakes);
        options("options", config.options(), mistakes);
        seconds("reconnect_delay_seconds", config.reconnectDelaySeconds(), mistakes);
        seconds("stale_timeout_seconds", config.staleTimeoutSeconds(), mistakes);
        limits(config.limits(), mistakes);
        webrtc(config.webrtc(), mistakes);
        if (config.reference().length() > MAX_ADDRESS_LENGTH || hasNul(config.reference())) {
            mistakes.add("reference must have at most " + MAX_ADDRESS_LENGTH + " characters, none of them NUL");
        }
        return mistakes;
    }

    private static void ios(String name, List<ProcessIo> ios, List<String> mistakes) {
        if (ios.size() > MAX_IOS) {
            mistakes.add(name + " may have at most " + MAX_IOS + " entries");
            return;
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < ios.size(); i++) {
            ProcessIo io = ios.get(i);
            String place = name + "[" + i + "]";
            if (io.address().isBlank()) {
                mistakes.add(place + ".address must not be empty");
            } else if (io.address().length() > MAX_ADDRESS_LENGTH || hasNul(io.address())) {
                mistakes.add(
                        place + ".address must have at most " + MAX_ADDRESS_LENGTH + " characters, none of them NUL");
            }
            if (io.id().length() > MAX_ADDRESS_LENGTH || hasNul(io.id())) {
                mistakes.add(place + ".id must have at most " + MAX_ADDRESS_LENGTH + " characters, none of them NUL");
            } else if (!io.id().isEmpty() && !ids.add(io.id())) {
                mistakes.add(place + ".id is that of another " + name);
            }
            options(place + ".options", io.options(), mistakes);
        }
    }

    private static void options(String name, List<String> options, List<String> mistakes) {
        if (options.size() > MAX_OPTIONS) {
            mistakes.add(name + " may have at most " + MAX_OPTIONS + " entries");
            return;
        }
        for (int i = 0; i < options.size(); i++) {
            // A NUL ends an argument of a program, so what comes after it would be lost.
            if (hasNul(options.get(i))) {
                mistakes.add(name + "[" + i + "] must not have a NUL in it");
            }
        }
    }

    private static void seconds(String name, long value, List<String> mistakes) {
        if (value < 0 || value > MAX_SECONDS) {
            mistakes.add(name + " must be from 0 to " + MAX_SECONDS);
        }
    }

    private static void limits(ProcessLimits limits, List<String> mistakes) {
        if (!(limits.cpuUsagePercent() >= 0 && limits.cpuUsagePercent() <= 100)) {
            mistakes.add("limits.cpu_usage must be from 0 to 100");
        }
        if (limits.memoryBytes() < 0) {
            mistakes.add("limits.memory_mbytes must not be negative");
        }
        seconds("limits.waitfor_seconds", limits.waitForSeconds(), mistakes);
    }

    private static void webrtc(WebrtcSettings webrtc, List<String> mistakes) {
        payloadType("webrtc.video_pt", webrtc.videoPayloadType(), mistakes);
        payloadType("webrtc.audio_pt", webrtc.audioPayloadType(), mistakes);
        if (webrtc.videoPayloadType() == webrtc.audioPayloadType()) {
            mistakes.add("webrtc.audio_pt must differ from webrtc.video_pt");
        }
        map("webrtc.video_map", webrtc.videoMap(), mistakes);
        map("webrtc.audio_map", webrtc.audioMap(), mistakes);
    }

    // RFC 3551 section 3: dynamic payload types.
    private static void payloadType(String name, int value, List<String> mistakes) {
        if (value < 96 || value > 127) {
            mistakes.add(name + " must be from 96 to 127");
        }
    }

    private static void map(String name, String value, List<String> mistakes) {
        if (value.isBlank() || value.length() > MAX_ADDRESS_LENGTH || hasNul(value)) {
            mistakes.add(name + " must be a value for FFmpeg's -map, as 0:v:0");
        }
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }
}
