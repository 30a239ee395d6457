package org.dragonfork.server.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.HandshakeLimits;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.egress.CandidateSource;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.EgressOptions;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.server.config.ServerConfig;
import org.dragonfork.server.config.WebRtcConfig;
import org.dragonfork.server.metrics.SendingReading;
import org.dragonfork.server.net.Demultiplexer;
import org.dragonfork.server.net.ForwardSampler;
import org.dragonfork.server.net.GatheredCandidates;
import org.dragonfork.server.net.HostAddresses;
import org.dragonfork.server.net.HostCandidates;
import org.dragonfork.server.net.MediaLoop;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a server is there only for viewers: the UDP port, the threads on it, and the service that they serve. */
final class MediaSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    /** A handshake that takes longer than this after ICE stands is none. */
    private static final Duration HANDSHAKE_TIME = Duration.ofSeconds(15);

    private final MediaSockets socket;
    private final SrtpCiphers ciphers;
    private final List<SrtpProfile> profiles;
    private final BcDtlsEndpointFactory dtls;
    private final Egress egress;
    private final List<MediaLoop> loops = new ArrayList<>();
    private final Optional<GatheredCandidates> gathering;
    private final Demultiplexer demultiplexer;

    /**
     * Makes all of it, and starts nothing.
     *
     * @param socket bound; closed with this
     * @param sampler makes one for each media thread
     */
    MediaSide(
            ServerConfig config,
            MediaSockets socket,
            SrtpCiphers ciphers,
            List<SrtpProfile> profiles,
            EgressObserver observer,
            EgressClock clock,
            Supplier<ForwardSampler> sampler)
            throws IOException {
        WebRtcConfig webrtc = config.webrtc();
        var random = new SecureRandom();
        this.socket = socket;
        this.ciphers = ciphers;
        this.profiles = List.copyOf(profiles);
        this.dtls = dtls(random, profiles);
        CandidateSource candidates = candidates(webrtc, socket, random);
        this.gathering = Optional.of(candidates)
                .filter(GatheredCandidates.class::isInstance)
                .map(GatheredCandidates.class::cast);
        this.egress = new Egress(
                options(webrtc, candidates), dtls, socket::bindLeg, observer, clock, random, ciphers.aeads());
        for (int i = 0; i < webrtc.mediaThreads(); i++) {
            loops.add(new MediaLoop(
                    i, socket, egress, observer, clock, webrtc.sending().pacing(), sampler.get()));
        }
        egress.attach(List.<ShardMailbox>copyOf(loops));
        LOG.info(
                "Packets are protected by {} and leave by {}",
                ciphers.name(),
                socket.way().name().toLowerCase(Locale.ROOT));
        socket.warnings().forEach(LOG::warn);
        this.demultiplexer = new Demultiplexer(socket, egress::datagram, gathering);
    }

    /** The service of a server that nobody can watch: it knows no stream and never will, and holds nothing. */
    static Egress nobody(WebRtcConfig webrtc, EgressObserver observer, EgressClock clock) {
        var random = new SecureRandom();
        return new Egress(
                options(webrtc, CandidateSource.of(List.of())),
                dtls(random, BcDtlsEndpointFactory.DEFAULT_PREFERENCE),
                _ -> Optional.empty(),
                observer,
                clock,
                random);
    }

    private static BcDtlsEndpointFactory dtls(SecureRandom random, List<SrtpProfile> profiles) {
        return new BcDtlsEndpointFactory(
                SelfSignedCertificate.generate(Instant.now(), random), random, profiles, HandshakeLimits.defaults());
    }

    Egress egress() {
        return egress;
    }

    /** The one UDP port of all viewers. */
    int port() {
        return socket.port();
    }

    SendingReading sending() {
        return SendingReadings.of(socket, loops, ciphers.label());
    }

    void start() {
        loops.forEach(MediaLoop::start);
        demultiplexer.start();
        gathering.ifPresent(GatheredCandidates::start);
    }

    /** Does once what the first viewer would wait for; on the caller's thread, 1.5 s at most. */
    void warmUp(Runnable done) {
        new WarmUp(dtls, profiles, ciphers.aeads(), socket.way()).run(done);
    }

    @Override
    public void close() {
        gathering.ifPresent(GatheredCandidates::close);
        demultiplexer.close();
        loops.forEach(MediaLoop::close);
        socket.close();
    }

    private static CandidateSource candidates(WebRtcConfig webrtc, MediaSockets socket, SecureRandom random)
            throws IOException {
        List<InetAddress> configured = webrtc.publicAddresses();
        List<InetSocketAddress> servers = webrtc.gathering().stunServers();
        HostCandidates.warning(webrtc.bindAddress(), socket.way()).ifPresent(LOG::warn);
        if (servers.isEmpty() || !configured.isEmpty()) {
            return new HostAddresses(
                    () -> HostCandidates.atLeastLoopback(configured, webrtc.bindAddress(), socket.port()),
                    System::nanoTime);
        }
        return new GatheredCandidates(
                new HostAddresses(
                        () -> HostCandidates.collect(configured, webrtc.bindAddress(), socket.port()),
                        System::nanoTime),
                servers,
                socket.newSink(),
                webrtc.gathering().timeout(),
                random);
    }

    private static EgressOptions options(WebRtcConfig webrtc, CandidateSource candidates) {
        return new EgressOptions(
                webrtc.maxPeersPerStream(),
                webrtc.maxPeersTotal(),
                webrtc.legPorts().min(),
                webrtc.legPorts().max(),
                webrtc.legTimeout(),
                webrtc.iceConnectTimeout(),
                webrtc.iceConnectTimeout().plus(HANDSHAKE_TIME),
                webrtc.consentTimeout(),
                webrtc.strictEtag(),
                candidates);
    }
}
