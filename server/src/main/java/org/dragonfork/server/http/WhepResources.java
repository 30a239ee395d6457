package org.dragonfork.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.dragonfork.egress.WhepService;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.egress.session.PatchRequest;

/** The two kinds of WHEP resources: the endpoint of a stream and the session of a viewer (WHEP sections 4.1 to 4.5). */
final class WhepResources {
    /** What {@link SessionId#generate} makes; any other text names no session and is not looked up. */
    private static final Pattern SESSION = Pattern.compile("[0-9a-f]{32}");

    private final WhepService whep;
    private final WhepExchanges exchanges;
    private final WhepReplies replies;
    private final ClientBuckets buckets;
    private final List<Header> iceServers;

    WhepResources(WhepService whep, WhepExchanges exchanges, ClientBuckets buckets, List<String> iceServerLinks) {
        this.whep = whep;
        this.exchanges = exchanges;
        this.buckets = buckets;
        this.iceServers =
                iceServerLinks.stream().map(link -> new Header("Link", link)).toList();
        this.replies = new WhepReplies(iceServers);
    }

    /** Where viewers of the stream of this name, any text, POST their offers. */
    Resource endpoint(String stream) {
        return new Resource() {
            @Override
            public List<String> methods() {
                return List.of("GET", "POST");
            }

            @Override
            public Reply handle(EdgeRequest request) {
                return request.method().equals("POST") ? subscribe(request, stream) : look(request, stream);
            }

            @Override
            public List<Header> options(EdgeRequest request) {
                return announce(MediaType.SDP.announcement(), request);
            }
        };
    }

    /** One viewer's session, both names any text. */
    Resource session(String stream, String session) {
        return new Resource() {
            @Override
            public List<String> methods() {
                return List.of("GET", "PATCH", "DELETE");
            }

            @Override
            public Reply handle(EdgeRequest request) {
                return switch (request.method()) {
                    case "PATCH" -> patch(request, stream, session);
                    case "DELETE" -> unsubscribe(request, stream, session);
                    default -> lookAtSession(request, stream, session);
                };
            }

            @Override
            public List<Header> options(EdgeRequest request) {
                return announce(acceptPatch(stream, session), request);
            }
        };
    }

    /** An exchange that somebody else has refused. */
    Reply refused(WhepRoute route, EdgeRequest request, String stream, Supplier<Reply> refusal) {
        return exchanges.run(route, request, stream, refusal);
    }

    private Reply subscribe(EdgeRequest request, String stream) {
        return exchange(WhepRoute.SUBSCRIBE, request, stream, () -> {
            if (!StreamId.isValid(stream)) {
                return refuse(request, new Problem(Reason.UNKNOWN_STREAM));
            }
            StreamId id = new StreamId(stream);
            if (!MediaType.SDP.matches(request.header("Content-Type"))) {
                return wrongType(request, MediaType.SDP, MediaType.SDP.announcement());
            }
            boolean counter =
                    request.header("Accept").map(Accept::takesCounterOffer).orElse(true);
            return withText(request, offer -> replies.subscribed(request, id, whep.subscribe(id, offer, counter)));
        });
    }

    /** Candidates, a restart of ICE, or the answer to a counter-offer, told apart by the media type. */
    private Reply patch(EdgeRequest request, String stream, String session) {
        return exchange(WhepRoute.TRICKLE, request, stream, () -> {
            if (!StreamId.isValid(stream)) {
                return refuse(request, new Problem(Reason.UNKNOWN_STREAM));
            }
            StreamId id = new StreamId(stream);
            Optional<String> type = request.header("Content-Type");
            boolean answer = MediaType.SDP.matches(type);
            if (!answer && !MediaType.SDP_FRAGMENT.matches(type)) {
                return wrongType(request, MediaType.SDP_FRAGMENT, acceptPatch(stream, session));
            }
            return withText(request, body -> {
                if (!SESSION.matcher(session).matches()) {
                    return refuse(request, unknownSession(stream));
                }
                var patch = new PatchRequest(body, request.header("If-Match"));
                SessionId named = new SessionId(session);
                return replies.patched(request, answer ? whep.answer(id, named, patch) : whep.patch(id, named, patch));
            });
        });
    }

    /** What a session takes now (RFC 5789 section 3.1). */
    private Header acceptPatch(String stream, String session) {
        Header fragments = MediaType.SDP_FRAGMENT.announcement();
        return awaitsAnswer(stream, session)
                ? new Header(fragments.name(), MediaType.SDP.label() + ", " + fragments.value())
                : fragments;
    }

    private boolean awaitsAnswer(String stream, String session) {
        return StreamId.isValid(stream)
                && SESSION.matcher(session).matches()
                && whep.awaitsAnswer(new StreamId(stream), new SessionId(session));
    }

    /** Always 204: what the viewer wants, a session that is no more, is so in every case. */
    private Reply unsubscribe(EdgeRequest request, String stream, String session) {
        return exchange(WhepRoute.UNSUBSCRIBE, request, stream, () -> {
            if (StreamId.isValid(stream) && SESSION.matcher(session).matches()) {
                return replies.unsubscribed(whep.unsubscribe(new StreamId(stream), new SessionId(session)));
            }
            return Reply.empty(204, Header.NO_STORE);
        });
    }

    private Reply look(EdgeRequest request, String stream) {
        if (exchanges.registered(stream).isEmpty()) {
            return refuse(request, new Problem(Reason.UNKNOWN_STREAM));
        }
        return Reply.of(200, MediaType.SDP.label(), "").with(Header.NO_STORE);
    }

    private Reply lookAtSession(EdgeRequest request, String stream, String session) {
        Optional<StreamId> id = exchanges.registered(stream);
        boolean there = id.flatMap(whep.snapshot()::stream).stream()
                .flatMap(found -> found.peers().stream())
                .anyMatch(peer -> peer.id().value().equals(session));
        return there || awaitsAnswer(stream, session)
                ? Reply.empty(200, Header.NO_STORE)
                : refuse(request, unknownSession(stream));
    }

    private Problem unknownSession(String stream) {
        return new Problem(exchanges.registered(stream).isPresent() ? Reason.UNKNOWN_SESSION : Reason.UNKNOWN_STREAM);
    }

    private Reply exchange(WhepRoute route, EdgeRequest request, String stream, Supplier<Reply> answer) {
        return exchanges.run(route, request, stream, () -> {
            int wait = buckets.secondsToWait(request.client());
            return wait > 0
                    ? refuse(request, new Problem(Reason.RATE_LIMITED).with(Header.retryAfter(wait)))
                    : answer.get();
        });
    }

    private static Reply wrongType(EdgeRequest request, MediaType right, Header announcement) {
        return refuse(request, new Problem(Reason.MEDIA_TYPE, "send " + right.label()).with(announcement));
    }

    /** Hands the body on when it has the right size and encoding. */
    private static Reply withText(EdgeRequest request, Function<String, Reply> answer) {
        return switch (request.body().read()) {
            case RequestBody.Content.Text(String text) -> answer.apply(text);
            case RequestBody.Content.TooLarge() -> refuse(request, new Problem(Reason.TOO_LARGE));
            case RequestBody.Content.TooSlow() -> refuse(request, new Problem(Reason.TIMEOUT));
            case RequestBody.Content.NotText() ->
                refuse(request, new Problem(Reason.MALFORMED, "the body is not UTF-8"));
            case RequestBody.Content.Truncated() ->
                refuse(request, new Problem(Reason.MALFORMED, "the body ended too early"));
        };
    }

    private static Reply refuse(EdgeRequest request, Problem problem) {
        return problem.reply(request.header("Accept"));
    }

    /** ICE servers are told to a client that asks before it makes its offer, not to a preflight (RFC 9725 section 4.6). */
    private List<Header> announce(Header types, EdgeRequest request) {
        List<Header> headers = new ArrayList<>(List.of(types));
        if (!request.isPreflight()) {
            headers.addAll(iceServers);
        }
        return headers;
    }
}
