package org.dragonfork.server.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.AccessRules;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessResolver;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.config.AddressPatterns;
import org.dragonfork.server.config.FfmpegConfig;
import org.dragonfork.server.config.StorageConfig;
import org.dragonfork.server.process.Resolver;

/** Resolves processes by the folders and the access rules of the configuration. */
final class ConfiguredResolver implements Resolver {
    private final ProcessResolver resolver;

    ConfiguredResolver(FfmpegConfig ffmpeg, StorageConfig storage, boolean webrtc) {
        resolver = new ProcessResolver(
                new ProcessResolver.Settings(
                        absolute(storage.diskDir()),
                        absolute(Path.of("")),
                        rules(ffmpeg.inputs()),
                        rules(ffmpeg.outputs()),
                        webrtc),
                new DiskPaths());
    }

    @Override
    public Resolution resolve(ProcessConfig config, Function<StreamId, Optional<ProcessConfig>> others) {
        return switch (resolver.resolve(config, others)) {
            case ProcessResolver.Resolution.Resolved(ProcessSpec spec) -> new Resolution.Resolved(spec);
            case ProcessResolver.Resolution.Refused(List<String> mistakes) -> new Resolution.Unresolvable(mistakes);
        };
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    private static AccessRules rules(AddressPatterns patterns) {
        return AccessRules.of(patterns.allow(), patterns.block());
    }
}
