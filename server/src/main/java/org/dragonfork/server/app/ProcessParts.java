package org.dragonfork.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.process.AccessRules;
import org.dragonfork.egress.process.ProcessResolver;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.process.RealPaths;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.config.AddressPatterns;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.ffmpeg.FfmpegSupervisor;
import org.dragonfork.server.ffmpeg.FfmpegVersion;
import org.dragonfork.server.process.Resolver;
import org.dragonfork.server.process.SupervisedProcesses;
import org.dragonfork.server.store.DbStore;
import org.dragonfork.server.store.MemoryStore;
import org.dragonfork.server.store.StoreUnusableException;

/** The parts of the process service that follow from the configuration. */
final class ProcessParts {
    private ProcessParts() {}

    /** @throws StartFailure when there is a store that cannot be used */
    static ProcessStore store(ServerConfig config, Keeping keeping) throws StartFailure {
        return switch (keeping) {
            case NOTHING -> new MemoryStore();
            case PROCESSES -> {
                try {
                    yield DbStore.open(config.storage().databaseDir());
                } catch (StoreUnusableException e) {
                    throw new StartFailure(String.valueOf(e.getMessage()), e);
                }
            }
        };
    }

    static SupervisedProcesses service(
            ServerConfig config, ProcessStore store, ProcessRunner runner, FfmpegSupervisor supervisor) {
        return new SupervisedProcesses(
                store,
                runner,
                resolver(config),
                spec -> probe(supervisor, spec),
                InstantSource.system(),
                versions(supervisor.binary().version()));
    }

    private static Resolver resolver(ServerConfig config) {
        var settings = new ProcessResolver.Settings(
                config.storage().diskDir().toAbsolutePath().normalize().toString(),
                Path.of("").toAbsolutePath().toString(),
                rules(config.ffmpeg().inputs()),
                rules(config.ffmpeg().outputs()));
        var resolver = new ProcessResolver(settings, realPaths());
        return (process, others) -> switch (resolver.resolve(process, others)) {
            case ProcessResolver.Resolution.Resolved(ProcessSpec spec) -> new Resolver.Resolution.Resolved(spec);
            case ProcessResolver.Resolution.Refused(List<String> mistakes) ->
                new Resolver.Resolution.Unresolvable(mistakes);
        };
    }

    private static AccessRules rules(AddressPatterns patterns) {
        return AccessRules.of(patterns.allow(), patterns.block());
    }

    private static RealPaths realPaths() {
        return absolute -> {
            Path rest = Path.of("");
            Path there = Path.of(absolute);
            while (there != null && !Files.exists(there, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
                Path name = there.getFileName();
                rest = name == null ? rest : name.resolve(rest);
                there = there.getParent();
            }
            if (there == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(there.toRealPath().resolve(rest).normalize().toString());
            } catch (IOException _) {
                return Optional.empty();
            }
        };
    }

    private static ProbeResult probe(FfmpegSupervisor supervisor, ProcessSpec spec) {
        return supervisor.probe(spec).join();
    }

    /** The original's words for "this version and those that are compatible with it". */
    private static String versions(FfmpegVersion version) {
        return version.major() == FfmpegVersion.UNRELEASED ? "" : "^" + version.major() + "." + version.minor() + ".0";
    }
}
