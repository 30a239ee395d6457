package org.dragonfork.server.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;
import org.dragonfork.webrtc.codec.MediaKind;

/** From the results of the service to responses; decides nothing itself. */
final class WhepReplies {
    /** A viewer leaves now and then; asking every ten seconds costs nobody anything. */
    private static final int CAP_RETRY_SECONDS = 10;

    /** The server goes on asking by itself. */
    private static final int GATHER_RETRY_SECONDS = 5;

    /** A restart of the server takes about as long. */
    private static final int DRAINING_RETRY_SECONDS = 5;

    /** IMF-fixdate (RFC 9110 section 5.6.7). */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final List<Header> iceServers;

    WhepReplies(List<Header> iceServers) {
        this.iceServers = List.copyOf(iceServers);
    }

    Reply subscribed(EdgeRequest request, StreamId stream, SubscribeResult result) {
        return switch (result) {
            case SubscribeResult.Accepted accepted -> created(stream, accepted);
            case SubscribeResult.UnknownStream() -> refuse(request, new Problem(Reason.UNKNOWN_STREAM));
            case SubscribeResult.NotLive(String why, int seconds) ->
                refuse(request, new Problem(Reason.NOT_LIVE, why).with(Header.retryAfter(seconds)));
            case SubscribeResult.Malformed(int line, String why) ->
                refuse(request, new Problem(Reason.MALFORMED, "line " + line + ": " + why).with("line", line));
            case SubscribeResult.Unservable(String why) -> refuse(request, new Problem(Reason.UNPROCESSABLE, why));
            case SubscribeResult.CodecMismatch mismatch -> refuse(request, codecMismatch(mismatch));
            case SubscribeResult.CounterOffered offered -> counterOffer(stream, offered);
            case SubscribeResult.CapReached(CapScope scope, int limit) -> refuse(request, cap(scope, limit));
            case SubscribeResult.NoCandidate() ->
                refuse(request, new Problem(Reason.GATHER_TIMEOUT).with(Header.retryAfter(GATHER_RETRY_SECONDS)));
            case SubscribeResult.SourceTimeout(String why, int seconds) ->
                refuse(request, new Problem(Reason.SOURCE_TIMEOUT, why).with(Header.retryAfter(seconds)));
            case SubscribeResult.Draining() ->
                refuse(request, new Problem(Reason.DRAINING).with(Header.retryAfter(DRAINING_RETRY_SECONDS)));
        };
    }

    Reply patched(EdgeRequest request, PatchResult result) {
        return switch (result) {
            case PatchResult.Trickled(), PatchResult.Answered() -> Reply.empty(204, Header.NO_STORE);
            case PatchResult.Restarted(String fragment, String etag) ->
                Reply.of(200, MediaType.SDP_FRAGMENT.label(), fragment)
                        .with(new Header("ETag", etag))
                        .with(Header.NO_STORE);
            case PatchResult.NothingToAnswer() -> refuse(request, nothingToAnswer());
            case PatchResult.UnknownStream() -> refuse(request, new Problem(Reason.UNKNOWN_STREAM));
            case PatchResult.UnknownSession() -> refuse(request, new Problem(Reason.UNKNOWN_SESSION));
            case PatchResult.Malformed(String why) -> refuse(request, new Problem(Reason.MALFORMED, why));
            case PatchResult.Unservable(String why) -> refuse(request, new Problem(Reason.UNPROCESSABLE, why));
            case PatchResult.StaleEtag() -> refuse(request, new Problem(Reason.STALE_ETAG));
            case PatchResult.MissingEtag() -> refuse(request, new Problem(Reason.MISSING_ETAG));
        };
    }

    Reply unsubscribed(UnsubscribeResult result) {
        return switch (result) {
            case UnsubscribeResult.Ended(), UnsubscribeResult.NothingToEnd() -> Reply.empty(204, Header.NO_STORE);
        };
    }

    private Reply created(StreamId stream, SubscribeResult.Accepted accepted) {
        return Reply.of(201, MediaType.SDP.label(), accepted.answer())
                .with(ofSession(stream, accepted.session(), accepted.etag()));
    }

    /** WHEP section 4.3.2. The reason stands in a field of its own, as the body has no room for it. */
    private Reply counterOffer(StreamId stream, SubscribeResult.CounterOffered offered) {
        String until = HTTP_DATE.format(Instant.ofEpochSecond(offered.validUntilEpochSeconds()));
        return Reply.of(
                        Reason.CODEC_MISMATCH.status(),
                        MediaType.SDP.label() + "; valid-until=\"" + until + "\"",
                        offered.offer())
                .with(new Header(
                        "Dragonfork-Reason",
                        Reason.CODEC_MISMATCH.label() + "; kinds=\"" + String.join(" ", kinds(offered.mismatch()))
                                + "\""))
                .with(ofSession(stream, offered.session(), offered.etag()));
    }

    private List<Header> ofSession(StreamId stream, SessionId session, String etag) {
        String location =
                "/api/v3/whep/" + PathSegments.encode(stream.value()) + "/" + PathSegments.encode(session.value());
        var headers =
                new ArrayList<>(List.of(new Header("Location", location), new Header("ETag", etag), Header.NO_STORE));
        headers.addAll(iceServers);
        return headers;
    }

    private static Problem nothingToAnswer() {
        MediaType right = MediaType.SDP_FRAGMENT;
        return new Problem(Reason.MEDIA_TYPE, "no counter-offer waits for an answer; send " + right.label())
                .with(right.announcement());
    }

    private static Problem codecMismatch(SubscribeResult.CodecMismatch mismatch) {
        List<String> kinds = kinds(mismatch);
        return new Problem(Reason.CODEC_MISMATCH, String.join(" and ", kinds) + ": " + mismatch.why())
                .with("kinds", kinds);
    }

    private static List<String> kinds(SubscribeResult.CodecMismatch mismatch) {
        return mismatch.kinds().stream().sorted().map(MediaKind::label).toList();
    }

    private static Problem cap(CapScope scope, int limit) {
        Reason reason = switch (scope) {
            case STREAM -> Reason.CAP_STREAM;
            case GLOBAL -> Reason.CAP_GLOBAL;
        };
        return new Problem(reason, limit + " are watching, try again later")
                .with(Header.retryAfter(CAP_RETRY_SECONDS))
                .with("limit", limit);
    }

    private static Reply refuse(EdgeRequest request, Problem problem) {
        return problem.reply(request.header("Accept"));
    }
}
