package org.dragonfork.server.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.RestartPolicy;

/** Takes addresses as they are; refuses those that begin with {@code bad:}, and follows {@code #process}. */
public final class SimpleResolver implements Resolver {
    @Override
    public Resolution resolve(ProcessConfig config, Function<StreamId, Optional<ProcessConfig>> others) {
        for (int i = 0; i < config.inputs().size(); i++) {
            String address = config.inputs().get(i).address();
            if (address.startsWith("bad:")) {
                return new Resolution.Unresolvable(List.of("input[" + i + "].address is not allowed"));
            }
            if (address.startsWith("#")
                    && others.apply(new StreamId(address.substring(1))).isEmpty()) {
                return new Resolution.Unresolvable(List.of("input[" + i + "].address refers to no process"));
            }
        }
        return new Resolution.Resolved(new ProcessSpec(
                config.id(),
                config.reference(),
                config.options(),
                config.inputs().stream()
                        .map(io -> new ProcessSpec.MediaInput(io.address(), io.options()))
                        .toList(),
                List.of(new ProcessSpec.MediaOutput("-", List.of("-f", "null"))),
                new RestartPolicy(config.reconnect(), Duration.ZERO, Duration.ZERO),
                Optional.empty()));
    }
}
