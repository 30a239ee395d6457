package org.dragonfork.server.http;

import java.util.List;
import org.dragonfork.egress.event.CapScope;
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
            case PatchResult.Trickled() -> Reply.empty(204, Header.NO_STORE);
            case PatchResult.Restarted(String fragment, String etag) ->
                Reply.of(200, MediaType.SDP_FRAGMENT.label(), fragment)
                        .with(new Header("ETag", etag))
                        .with(Header.NO_STORE);
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
        String location = "/api/v3/whep/" + PathSegments.encode(stream.value()) + "/"
                + PathSegments.encode(accepted.session().value());
        return Reply.of(201, MediaType.SDP.label(), accepted.answer())
                .with(List.of(new Header("Location", location), new Header("ETag", accepted.etag()), Header.NO_STORE))
                .with(iceServers);
    }

    private static Problem codecMismatch(SubscribeResult.CodecMismatch mismatch) {
        List<String> kinds =
                mismatch.kinds().stream().sorted().map(MediaKind::label).toList();
        return new Problem(Reason.CODEC_MISMATCH, String.join(" and ", kinds) + ": " + mismatch.why())
                .with("kinds", kinds);
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
