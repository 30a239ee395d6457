package org.dragonfork.server.log;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.SessionEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what happens, one line an event, the same reason words as everywhere. Repeated failures of one kind and
 * stream are folded to one line a second with a count.
 */
public final class LoggingObserver implements EgressObserver {
    private static final Logger LOG = LoggerFactory.getLogger("dragonfork.webrtc");

    /** Status codes from here on are refusals (RFC 9110 section 15.5). */
    private static final int LEAST_REFUSAL = 400;

    private final LogFolder folder;

    /**
     * @param nanoClock never goes back
     */
    public LoggingObserver(LongSupplier nanoClock) {
        this.folder = new LogFolder(nanoClock, Duration.ofSeconds(1));
    }

    /** Says what was held back and will not be said by a next line of its kind; to be called once a second. */
    public void flush() {
        folder.overdue().forEach(overdue -> LOG.warn("{} ({} times more)", overdue.line(), overdue.times()));
    }

    @Override
    public void on(EgressEvent event) {
        switch (event) {
            case EgressEvent.StreamRegistered(var stream, var legs) ->
                LOG.info("stream {}: registered with legs {}", stream, words(legs));
            case EgressEvent.StreamRemoved(var stream) -> LOG.info("stream {}: removed", stream);
            case EgressEvent.StreamLive(var stream, String codecs) -> LOG.info("stream {}: live ({})", stream, codecs);
            case EgressEvent.StreamIdle(var stream, String why) -> LOG.warn("stream {}: not live: {}", stream, why);
            case EgressEvent.LegFailed(var stream, var leg, var reason, String detail) ->
                folded(
                        "leg " + stream + leg + reason,
                        "stream " + stream + ": " + leg.label() + " leg failed, reason=" + word(reason) + ": "
                                + detail);
            case EgressEvent.SessionStarted(var stream, var session) ->
                LOG.info("stream {}: viewer {} got an answer", stream, session);
            case EgressEvent.IceSettled(var stream, var session, boolean connected, Duration took) ->
                LOG.debug(
                        "stream {}: viewer {} ICE connected={} after {} ms",
                        stream,
                        session,
                        connected,
                        took.toMillis());
            case EgressEvent.SessionSecured(var stream, var session, String profile, Duration took, Duration _) ->
                LOG.info(
                        "stream {}: viewer {} is watching, {}, {} ms after the answer",
                        stream,
                        session,
                        profile,
                        took.toMillis());
            case EgressEvent.FirstPacketSent(var stream, var session, Duration took) ->
                LOG.debug(
                        "stream {}: viewer {} first packet {} ms after the handshake",
                        stream,
                        session,
                        took.toMillis());
            case EgressEvent.FirstKeyFrameSent(var stream, var session, Duration took) ->
                LOG.debug(
                        "stream {}: viewer {} first key frame {} ms after the answer",
                        stream,
                        session,
                        took.toMillis());
            case EgressEvent.ReceptionReported _ -> {
                // Once a second for each viewer: numbers, not lines.
            }
            case EgressEvent.SessionEnded(var stream, var session, SessionEnd reason, String detail, Duration lasted) ->
                LOG.info(
                        "stream {}: viewer {} gone after {} s, reason={}{}",
                        stream,
                        session,
                        lasted.toSeconds(),
                        reason.label(),
                        detail.isEmpty() ? "" : ": " + detail);
            case EgressEvent.IceFailed(var stream, var session, var reason) ->
                folded(
                        "ice " + stream + reason,
                        "stream " + stream + ": viewer " + session + " ICE failed, reason=" + word(reason));
            case EgressEvent.CodecMismatched(var stream, var kind) ->
                folded(
                        "codec " + stream + kind,
                        "stream " + stream + ": offer refused, no common " + kind.label() + " codec, kind="
                                + kind.label());
            case EgressEvent.CounterOffered(var stream, var session) ->
                LOG.info("stream {}: player {} got a counter-offer", stream, session);
            case EgressEvent.CounterOfferLapsed(var stream, var session) ->
                LOG.info("stream {}: counter-offer to player {} ended without an answer", stream, session);
            case EgressEvent.CapRejected(var stream, var scope, int limit) ->
                folded(
                        "cap " + stream + scope,
                        "stream " + stream + ": offer refused, " + limit + " viewers are the limit, scope="
                                + word(scope));
            case EgressEvent.PeerFaulted(var stream, var session, Throwable fault) ->
                folder.admit("fault " + stream, "stream " + stream + ": viewer " + session + " ended by a defect")
                        .ifPresent(held -> LOG.error(
                                "stream {}: viewer {} ended by a defect ({} more in the last second)",
                                stream,
                                session,
                                held,
                                fault));
            case EgressEvent.WhepExchanged(var route, int status, var stream, Duration took) -> {
                String name = stream.map(Object::toString).orElse("(unknown stream)");
                if (status >= LEAST_REFUSAL) {
                    folded(
                            "whep " + route + status + name,
                            "stream " + name + ": " + route.label() + " refused, code=" + status);
                } else {
                    LOG.debug("stream {}: {} answered {} in {} ms", name, route.label(), status, took.toMillis());
                }
            }
        }
    }

    private void folded(String kind, String line) {
        OptionalLong held = folder.admit(kind, line);
        if (held.isPresent()) {
            LOG.warn("{}{}", line, held.getAsLong() == 0 ? "" : " (and " + held.getAsLong() + " times more before)");
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String words(Iterable<? extends Enum<?>> values) {
        var text = new StringBuilder();
        for (Enum<?> value : values) {
            text.append(text.isEmpty() ? "" : ", ").append(word(value));
        }
        return text.toString();
    }
}
