package org.dragonfork.egress.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dragonfork.egress.event.StreamId;

/**
 * A process as its owner described it: placeholders and references unresolved, and nothing of it lost that this server does
 * not know. Whether it makes sense, {@link ProcessRules} tell.
 *
 * @param id of the process, which is the id of its stream
 * @param type always {@code ffmpeg}
 * @param reference free text of the owner
 * @param inputs what FFmpeg reads
 * @param outputs what FFmpeg writes, without the legs of WebRTC
 * @param options FFmpeg's global options
 * @param reconnect whether another run follows one that ended
 * @param reconnectDelaySeconds from the end of a run to the next
 * @param autostart whether its first order is to start
 * @param staleTimeoutSeconds how long a run may go without progress; 0 for ever
 * @param unknown fields that this server does not know, each with its JSON text, in their order
 */
public record ProcessConfig(
        StreamId id,
        String type,
        String reference,
        List<ProcessIo> inputs,
        List<ProcessIo> outputs,
        List<String> options,
        boolean reconnect,
        long reconnectDelaySeconds,
        boolean autostart,
        long staleTimeoutSeconds,
        ProcessLimits limits,
        WebrtcSettings webrtc,
        Map<String, String> unknown) {
    /** The only type there is. */
    public static final String TYPE = "ffmpeg";

    public ProcessConfig {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        options = List.copyOf(options);
        unknown = ordered(unknown);
    }

    /** A process with nothing in it yet, and the defaults of everything else. */
    public static ProcessConfig empty(StreamId id) {
        return new ProcessConfig(
                id,
                TYPE,
                "",
                List.of(),
                List.of(),
                List.of(),
                false,
                0,
                true,
                0,
                ProcessLimits.NONE,
                WebrtcSettings.OFF,
                Map.of());
    }

    /** The same with other inputs and outputs. */
    public ProcessConfig withIos(List<ProcessIo> otherInputs, List<ProcessIo> otherOutputs) {
        return new ProcessConfig(
                id,
                type,
                reference,
                otherInputs,
                otherOutputs,
                options,
                reconnect,
                reconnectDelaySeconds,
                autostart,
                staleTimeoutSeconds,
                limits,
                webrtc,
                unknown);
    }

    /** Addresses may hold passwords, so none is shown. */
    @Override
    public String toString() {
        return "ProcessConfig[" + id + "]";
    }

    // Map.copyOf forgets the order, and what is written back should look as it came.
    static Map<String, String> ordered(Map<String, String> fields) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
