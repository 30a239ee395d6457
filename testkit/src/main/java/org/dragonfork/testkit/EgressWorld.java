package org.dragonfork.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dragonfork.egress.Egress;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.EgressOptions;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.egress.media.MediaShard;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.stream.LiveStream;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.egress.supervise.ProcessState;
import org.dragonfork.egress.supervise.RunEnd;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.dragonfork.webrtc.ice.IceCandidate;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.srtp.Aead;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * The whole service without sockets, threads and clocks: an {@link Egress} with one {@link MediaShard} or some, FFmpeg legs and
 * viewers on a {@link VirtualNetwork}, all moved on in virtual time.
 */
public final class EgressWorld {
    /** Where viewers reach the server. */
    public static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 8189);

    /** FFmpeg reports its progress twice a second. */
    private static final long PROGRESS_NANOS = 500_000_000L;

    /** The virtual wall clock starts here: 2026-01-01. */
    private static final long EPOCH_NANOS = 1_767_225_600_000_000_000L;

    private final VirtualNetwork network;
    private final RecordingObserver events = new RecordingObserver();
    private final Egress egress;
    private final List<VirtualShard> shards;
    private final ScriptedDtls dtls;
    private final Random random;
    private final Map<StreamId, LiveStream> streams = new HashMap<>();
    private final Map<StreamId, VirtualShard> owners = new HashMap<>();
    private final Map<StreamId, FakeFfmpeg> sources = new HashMap<>();
    private final Set<StreamId> progressing = new HashSet<>();
    private final Map<InetSocketAddress, TestViewer> viewers = new HashMap<>();
    private @Nullable DatagramSink outside;
    private List<IceCandidate> candidates = List.of(new IceCandidate(SERVER, 65_535));
    private int runs;
    private int nextViewer = 1;
    private long nextProgressNanos;
    private long nowNanos = 5_000_000_000L;

    /** A connected or connecting viewer with its place in the network. */
    public record Joined(TestViewer viewer, SessionId session, String etag, InetSocketAddress address) {}

    /** Into the virtual network, or through a real sink just as the media thread would. */
    private final class Outlet implements DatagramSink {
        @Override
        public int send(byte[] bytes, int offset, int length, int segmentSize, Destination to) {
            DatagramSink elsewhere = outside;
            if (elsewhere != null) {
                return elsewhere.send(bytes, offset, length, segmentSize, to);
            }
            int sent = 0;
            for (int at = offset; at < offset + length; at += segmentSize) {
                network.send(
                        bytes, at, Math.min(segmentSize, offset + length - at), source(to), to.address(), nowNanos);
                sent++;
            }
            return sent;
        }

        @Override
        public void gather(
                byte[] bytes, int offset, int length, int segmentSize, Destination to, DatagramSink.Outcome outcome) {
            DatagramSink elsewhere = outside;
            if (elsewhere != null) {
                elsewhere.gather(bytes, offset, length, segmentSize, to, outcome);
            } else {
                outcome.taken(send(bytes, offset, length, segmentSize, to), true);
            }
        }

        @Override
        public void flush() {
            DatagramSink elsewhere = outside;
            if (elsewhere != null) {
                elsewhere.flush();
            }
        }
    }

    /** What is sent from no address in particular leaves from the one that the routes say, which is the first. */
    private static InetSocketAddress source(Destination to) {
        InetAddress local = to.pair().local();
        return local == null ? SERVER : new InetSocketAddress(local, SERVER.getPort());
    }

    private record FakeSocket(int port) implements LegSocket {
        @Override
        public void close() {
            // Holds nothing.
        }
    }

    /** From now on the server does not know under which address it is reached. */
    public void loseAddress() {
        candidates = List.of();
    }

    /** A world whose chances all come from the seed. */
    public EgressWorld(long seed) {
        this(seed, 8, 64);
    }

    public EgressWorld(long seed, int perStream, int total) {
        this(seed, perStream, total, SrtpProfile.AEAD_AES_128_GCM);
    }

    /** A world whose viewers all agree on this profile. */
    public EgressWorld(long seed, int perStream, int total, SrtpProfile profile) {
        this(seed, perStream, total, profile, false);
    }

    /** The same, and whether a PATCH must say which ICE session it means. */
    public EgressWorld(long seed, int perStream, int total, SrtpProfile profile, boolean strictEtag) {
        this(seed, perStream, total, profile, strictEtag, 1);
    }

    /** A world with several media threads. */
    public EgressWorld(long seed, int perStream, int total, SrtpProfile profile, boolean strictEtag, int threads) {
        this(seed, perStream, total, profile, strictEtag, threads, Aead.jdk());
    }

    /** A world whose packets are protected by other ciphers than the JDK's. */
    public EgressWorld(
            long seed,
            int perStream,
            int total,
            SrtpProfile profile,
            boolean strictEtag,
            int threads,
            Aead.Provider aeads) {
        this.random = new Random(seed);
        this.dtls = new ScriptedDtls(profile);
        this.network = new VirtualNetwork(seed);
        var clock = new EgressClock() {
            @Override
            public long nanos() {
                return nowNanos;
            }

            @Override
            public long unixNanos() {
                return EPOCH_NANOS + nowNanos;
            }
        };
        var options = new EgressOptions(
                perStream,
                total,
                40_000,
                40_009,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                strictEtag,
                () -> candidates);
        this.egress =
                new Egress(options, dtls, port -> Optional.of(new FakeSocket(port)), events, clock, random, aeads);
        var sink = new Outlet();
        this.shards = Stream.generate(() -> new VirtualShard(sink, egress, events, nowNanos))
                .limit(threads)
                .toList();
        egress.attach(List.copyOf(shards));
        network.attach(SERVER, this::receive);
    }

    /** From now on the server has one more address, which viewers are told as the second best. */
    public void addAddress(InetAddress address) {
        var second = new InetSocketAddress(address, SERVER.getPort());
        candidates = List.of(new IceCandidate(SERVER, 65_535), new IceCandidate(second, 65_534));
        network.attach(second, this::receive);
    }

    private void receive(byte[] datagram, InetSocketAddress from, InetSocketAddress to, long arrivedNanos) {
        // The first address is that of the routes: a real sink that is put in the place of the network does not have
        // it.
        var over = to.equals(SERVER) ? CandidatePair.to(from) : new CandidatePair(to.getAddress(), from);
        egress.datagram(datagram, datagram.length, over);
    }

    public Egress egress() {
        return egress;
    }

    /** The first media thread, which has the first stream. */
    public MediaShard shard() {
        return shards.getFirst().shard();
    }

    /** All of them. */
    public List<MediaShard> shards() {
        return shards.stream().map(VirtualShard::shard).toList();
    }

    public VirtualNetwork network() {
        return network;
    }

    public RecordingObserver events() {
        return events;
    }

    public long nowNanos() {
        return nowNanos;
    }

    /** Registers a stream with both legs, lets FFmpeg run and waits until it is live. */
    public void live(StreamId id) {
        register(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO));
        startFfmpeg(id);
        run(Duration.ofSeconds(1));
        if (!egress.snapshot().stream(id).orElseThrow().live()) {
            throw new AssertionError("stream " + id + " did not become live: "
                    + egress.snapshot().stream(id).orElseThrow().notLiveReason());
        }
    }

    /** Registers a stream without letting anything run. */
    public void register(StreamId id, Set<MediaKind> legs) {
        egress.registerStream(id, legs);
        handleCommands();
    }

    /** A new run of FFmpeg, told about as the supervisor would. */
    public void startFfmpeg(StreamId id) {
        startFfmpeg(id, Set.of(MediaKind.VIDEO, MediaKind.AUDIO));
    }

    /** A new run of FFmpeg that has only these legs. */
    public void startFfmpeg(StreamId id, Set<MediaKind> fed) {
        egress.expectMedia(id, true);
        // A section for port 0 is of nobody here.
        int videoPort = fed.contains(MediaKind.VIDEO) ? port(id, MediaKind.VIDEO) : 0;
        int audioPort = fed.contains(MediaKind.AUDIO) ? port(id, MediaKind.AUDIO) : 0;
        egress.describeLegs(id, FakeFfmpeg.description(videoPort, audioPort));
        handleCommands();
        progressing.add(id);
        sources.put(
                id,
                new FakeFfmpeg(
                        (kind, bytes, length, _) -> {
                            if (fed.contains(kind)) {
                                datagramOfLeg(id, kind, bytes, length);
                            }
                        },
                        ++runs,
                        1200,
                        11,
                        nowNanos,
                        EPOCH_NANOS + nowNanos));
    }

    /** FFmpeg gets on in its input, but no packet comes any more. */
    public void silence(StreamId id) {
        sources.remove(id);
    }

    /** FFmpeg runs and gets nothing from its input, as with a camera that is away. */
    public void starve(StreamId id) {
        sources.remove(id);
        progressing.remove(id);
    }

    /** FFmpeg crashed, and the supervisor said so. */
    public void crashFfmpeg(StreamId id) {
        sources.remove(id);
        progressing.remove(id);
        egress.processEnded(id, new RunEnd(ProcessState.KILLED, "killed by signal 9", Optional.empty()));
    }

    /** A viewer with a good offer. */
    public Joined join(StreamId id) {
        return join(id, true, true);
    }

    /** A viewer that wants these kinds; fails when it is refused. */
    public Joined join(StreamId id, boolean video, boolean audio) {
        byte[] certificate = ("viewer " + nextViewer).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return join(id, video, audio, certificate, CertificateFingerprint.sha256(certificate));
    }

    /** A viewer of video at an address of the caller's choice, which keeps no packets. */
    public Joined joinAt(StreamId id, InetSocketAddress address) {
        byte[] certificate = ("viewer " + address).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return join(id, true, false, certificate, CertificateFingerprint.sha256(certificate), address, false);
    }

    /** A viewer whose certificate and offered fingerprint are the test's choice. */
    public Joined join(StreamId id, boolean video, boolean audio, byte[] certificate, CertificateFingerprint offered) {
        var address = new InetSocketAddress(InetAddress.ofLiteral("198.51.100." + nextViewer), 50_000 + nextViewer);
        nextViewer++;
        return join(id, video, audio, certificate, offered, address, true);
    }

    private Joined join(
            StreamId id,
            boolean video,
            boolean audio,
            byte[] certificate,
            CertificateFingerprint offered,
            InetSocketAddress address,
            boolean keepPackets) {
        var credentials = IceCredentials.generate(random);
        SubscribeResult result = egress.subscribe(id, TestOffer.text(credentials, offered, video, audio));
        if (!(result instanceof SubscribeResult.Accepted(SessionId session, String text, String etag))) {
            throw new AssertionError("the offer was refused: " + result);
        }
        var viewer = new TestViewer(
                credentials,
                TestAnswer.read(text, dtls.localFingerprint()),
                dtls.client(certificate, random),
                keepPackets,
                random,
                nowNanos);
        place(viewer, address);
        handleCommands();
        return new Joined(viewer, session, etag, address);
    }

    /** Puts a viewer at another address, as a NAT does. */
    public void move(InetSocketAddress from, InetSocketAddress to) {
        TestViewer viewer = viewers.remove(from);
        network.detach(from);
        if (viewer != null) {
            place(viewer, to);
        }
    }

    /** The viewer's machine is gone without a word. */
    public void unplug(InetSocketAddress address) {
        viewers.remove(address);
        network.detach(address);
    }

    /** Moves time on. */
    public void run(Duration duration) {
        runUntil(() -> false, duration);
    }

    /** Moves time on until the condition holds; answers whether it did within the limit. */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        long end = nowNanos + limit.toNanos();
        handleCommands();
        while (!condition.getAsBoolean()) {
            long next = Math.min(end, network.nextArrivalNanos());
            for (VirtualShard each : shards) {
                next = Math.min(next, each.shard().deadlineNanos());
            }
            for (FakeFfmpeg source : sources.values()) {
                next = Math.min(next, source.deadlineNanos());
            }
            for (TestViewer viewer : viewers.values()) {
                next = Math.min(next, viewer.deadlineNanos());
            }
            nowNanos = Math.max(nowNanos, next);
            network.deliver(nowNanos);
            List.copyOf(sources.values()).forEach(source -> source.handleTimeout(nowNanos));
            viewers.forEach((address, viewer) -> {
                viewer.handleTimeout(nowNanos);
                transmit(viewer, address);
            });
            if (nowNanos - nextProgressNanos >= 0) {
                nextProgressNanos = nowNanos + PROGRESS_NANOS;
                progressing.forEach(egress::inputProgressed);
            }
            handleCommands();
            for (VirtualShard each : shards) {
                each.shard().follow(nowNanos);
                each.shard().tick(nowNanos);
            }
            handleCommands();
            if (nowNanos >= end) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    /** From now on what the server sends is counted as sent and goes nowhere: for measuring the way up to there. */
    public void discardOutput() {
        sendThrough((_, _, length, segmentSize, _) -> (length + segmentSize - 1) / segmentSize);
    }

    /** From now on what the server sends goes through this sink and no longer into the network: for measuring real ones. */
    public void sendThrough(DatagramSink sink) {
        outside = sink;
    }

    /** The stream as its media thread has it. */
    public LiveStream stream(StreamId id) {
        LiveStream stream = streams.get(id);
        if (stream == null) {
            throw new AssertionError("no stream " + id);
        }
        return stream;
    }

    /** Sends bytes of the test's choice to the server. */
    public void inject(byte[] bytes, InetSocketAddress from) {
        network.send(bytes, 0, bytes.length, from, SERVER, nowNanos);
    }

    /** Puts a viewer of the test's making at this address. */
    public void place(TestViewer viewer, InetSocketAddress address) {
        viewers.put(address, viewer);
        network.attach(address, (datagram, from, _, now) -> {
            viewer.handleDatagram(datagram, 0, datagram.length, from, now);
            transmit(viewer, address);
        });
        transmit(viewer, address);
    }

    private void transmit(TestViewer viewer, InetSocketAddress address) {
        var waiting = new ArrayList<TestViewer.Outgoing>();
        for (Optional<TestViewer.Outgoing> next = viewer.poll(); next.isPresent(); next = viewer.poll()) {
            waiting.add(next.get());
        }
        waiting.forEach(out -> network.send(out.datagram(), 0, out.datagram().length, address, out.to(), nowNanos));
    }

    private int port(StreamId id, MediaKind kind) {
        return stream(id).leg(kind).map(RtpLeg::port).orElse(0);
    }

    private void datagramOfLeg(StreamId id, MediaKind kind, byte[] bytes, int length) {
        @Nullable LiveStream stream = streams.get(id);
        if (stream == null) {
            return;
        }
        RtpLeg leg = stream.leg(kind).orElse(null);
        VirtualShard owner = owners.get(id);
        if (leg == null || owner == null) {
            return;
        }
        System.arraycopy(bytes, 0, leg.nextSlot(), 0, length);
        leg.accept(length, nowNanos, EPOCH_NANOS + nowNanos);
        owner.packets(id, leg, nowNanos);
        handleCommands();
    }

    private void handleCommands() {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (VirtualShard each : shards) {
                busy |= each.work(command -> note(command, each), nowNanos);
            }
        }
    }

    private void note(ShardCommand command, VirtualShard shard) {
        if (command instanceof ShardCommand.AddStream(LiveStream stream, var _)) {
            streams.put(stream.id(), stream);
            owners.put(stream.id(), shard);
        }
    }
}
