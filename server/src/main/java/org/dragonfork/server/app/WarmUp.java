package org.dragonfork.server.app;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.webrtc.srtp.Aead;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once, before the server says it is ready, what the first viewer would otherwise wait for: viewers of its own watch a
 * stream of its own, on sockets of their own, over the very way that packets take later ({@link Rehearsal}). The first
 * handshake of a cold JVM takes some 350 ms, the second a few.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** A machine that is too busy for this must not keep the server from starting. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final BcDtlsEndpointFactory dtls;
    private final List<SrtpProfile> profiles;
    private final Aead.Provider aeads;
    private final SinkChoice way;

    /**
     * @param profiles that {@code dtls} agrees to
     * @param way that the server sends
     */
    public WarmUp(BcDtlsEndpointFactory dtls, List<SrtpProfile> profiles, Aead.Provider aeads, SinkChoice way) {
        this.dtls = dtls;
        this.profiles = List.copyOf(profiles);
        this.aeads = aeads;
        this.way = way;
    }

    /**
     * Runs on the caller's thread, for 1.5 s at most, and cleans up after that.
     *
     * @param done called once, whether it worked or not, before cleaning up
     * @return packets that reached the server's own viewers; 0 when it could not be done, which only makes the start slower
     */
    public int run(Runnable done) {
        long started = System.nanoTime();
        int packets = 0;
        boolean said = false;
        try (var rehearsal = new Rehearsal(dtls, aeads, way, new SecureRandom())) {
            packets = rehearsal.run(profiles, started + MOST_NANOS);
            said = true;
            done.run();
        } catch (IOException e) {
            LOG.debug("no sockets to warm up with: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!said) {
                done.run();
            }
        }
        LOG.debug(
                "warmed up and cleaned up in {} ms, with {} packets",
                (System.nanoTime() - started) / 1_000_000,
                packets);
        return packets;
    }
}
