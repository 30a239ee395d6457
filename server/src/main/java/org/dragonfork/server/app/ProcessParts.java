package org.dragonfork.server.app;

import java.time.InstantSource;
import org.dragonfork.egress.process.ProcessRunner;
import org.dragonfork.egress.process.ProcessStore;
import org.dragonfork.egress.supervise.ProbeResult;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.ffmpeg.FfmpegSupervisor;
import org.dragonfork.server.ffmpeg.FfmpegVersion;
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
                new ConfiguredResolver(
                        config.ffmpeg(), config.storage(), config.webrtc().enabled()),
                spec -> probe(supervisor, spec),
                InstantSource.system(),
                versions(supervisor.binary().version()));
    }

    private static ProbeResult probe(FfmpegSupervisor supervisor, ProcessSpec spec) {
        return supervisor.probe(spec).join();
    }

    /** The original's words for "this version and those that are compatible with it". */
    private static String versions(FfmpegVersion version) {
        return version.major() == FfmpegVersion.UNRELEASED ? "" : "^" + version.major() + "." + version.minor() + ".0";
    }
}
