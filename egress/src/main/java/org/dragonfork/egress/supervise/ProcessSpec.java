package org.dragonfork.egress.supervise;

import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;

/**
 * A process as its owner described it: what FFmpeg reads, what it writes, and what happens when it ends.
 *
 * @param id the id of the process, which is the id of its stream
 * @param reference free text of the owner
 * @param options FFmpeg's global options
 * @param inputs at least one
 * @param outputs may be empty when there are legs
 * @param policy restarts
 * @param limits what a run may use
 * @param legs the RTP legs that come after the outputs, if the process has any
 */
public record ProcessSpec(
        StreamId id,
        String reference,
        List<String> options,
        List<MediaInput> inputs,
        List<MediaOutput> outputs,
        RestartPolicy policy,
        RunLimits limits,
        Optional<WebrtcLegs> legs) {
    /** @throws IllegalArgumentException when there is nothing to read or nothing to write */
    public ProcessSpec {
        options = List.copyOf(options);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("process " + id + " needs at least one input");
        }
        if (outputs.isEmpty() && legs.isEmpty()) {
            throw new IllegalArgumentException("process " + id + " needs at least one output, or WebRTC legs");
        }
    }

    /**
     * A process without limits.
     *
     * @throws IllegalArgumentException when there is nothing to read or nothing to write
     */
    public ProcessSpec(
            StreamId id,
            String reference,
            List<String> options,
            List<MediaInput> inputs,
            List<MediaOutput> outputs,
            RestartPolicy policy,
            Optional<WebrtcLegs> legs) {
        this(id, reference, options, inputs, outputs, policy, RunLimits.NONE, legs);
    }

    /** The same with other legs. */
    public ProcessSpec withLegs(Optional<WebrtcLegs> newLegs) {
        return new ProcessSpec(id, reference, options, inputs, outputs, policy, limits, newLegs);
    }

    /** Addresses may hold passwords, so none is shown. */
    @Override
    public String toString() {
        return "ProcessSpec[" + id + "]";
    }

    /**
     * Something FFmpeg reads.
     *
     * @param id what the owner calls it, may be empty
     * @param address what stands after {@code -i}
     * @param options what stands before it
     */
    public record MediaInput(String id, String address, List<String> options) {
        /** @throws IllegalArgumentException when the address is empty */
        public MediaInput {
            options = List.copyOf(options);
            if (address.isBlank()) {
                throw new IllegalArgumentException("an input needs an address");
            }
        }

        /** One without an id. */
        public MediaInput(String address, List<String> options) {
            this("", address, options);
        }

        /** The address may hold a password. */
        @Override
        public String toString() {
            return "MediaInput";
        }
    }

    /**
     * Something FFmpeg writes besides the legs.
     *
     * @param id what the owner calls it, may be empty
     * @param address the last argument of the output
     * @param options what stands before it
     */
    public record MediaOutput(String id, String address, List<String> options) {
        /** @throws IllegalArgumentException when the address is empty */
        public MediaOutput {
            options = List.copyOf(options);
            if (address.isBlank()) {
                throw new IllegalArgumentException("an output needs an address");
            }
        }

        /** One without an id. */
        public MediaOutput(String address, List<String> options) {
            this("", address, options);
        }

        /** The address may hold a password. */
        @Override
        public String toString() {
            return "MediaOutput";
        }
    }
}
