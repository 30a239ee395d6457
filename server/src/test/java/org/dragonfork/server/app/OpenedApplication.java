package org.dragonfork.server.app;

import java.util.List;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.ffmpeg.FfmpegBinary;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/** Doors into the application for tests of the whole. */
public final class OpenedApplication {
    private OpenedApplication() {}

    /** Starts one that takes these SRTP profiles, best first. */
    public static Application start(
            ServerConfig config, FfmpegBinary ffmpeg, EgressObserver observer, List<SrtpProfile> profiles)
            throws StartFailure {
        return Application.start(ConfigReading.Valid.of(config), ffmpeg, observer, profiles, Keeping.NOTHING);
    }

    /** Starts one whose processes survive its end. */
    public static Application startKeeping(ServerConfig config, FfmpegBinary ffmpeg, EgressObserver observer)
            throws StartFailure {
        return Application.start(ConfigReading.Valid.of(config), ffmpeg, observer, Keeping.PROCESSES);
    }

    /** Entries kept for sessions and addresses of viewers. */
    public static int footprint(Application application) {
        return application.egress().footprint();
    }

    /** Takes no new viewers from now on, as while it stops. */
    public static void drain(Application application) {
        application.egress().drain();
    }
}
