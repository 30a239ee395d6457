package org.dragonfork.egress;

import org.dragonfork.egress.event.EgressSnapshot;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.session.PatchRequest;
import org.dragonfork.egress.session.PatchResult;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.egress.session.UnsubscribeResult;

/**
 * What the HTTP side may ask for. All methods may be called from any thread, return within milliseconds, and answer
 * refusals as values: an exception is a bug.
 */
public interface WhepService {
    /** Makes a viewer session from an SDP offer (WHEP section 4.3), and never a counter-offer. */
    default SubscribeResult subscribe(StreamId stream, String offer) {
        return subscribe(stream, offer, false);
    }

    /**
     * Makes a viewer session from an SDP offer (WHEP section 4.3). For a stream that is started on demand it may take as long
     * as that may.
     *
     * @param counter whether a counter-offer is wanted when no codec fits (section 4.3.2); there may be none all the same
     */
    SubscribeResult subscribe(StreamId stream, String offer, boolean counter);

    /** Trickle or ICE restart (WHEP section 4.5). */
    PatchResult patch(StreamId stream, SessionId session, PatchRequest request);

    /** The player's answer to a counter-offer; one that is refused leaves the counter-offer open. */
    PatchResult answer(StreamId stream, SessionId session, PatchRequest request);

    /** Whether a counter-offer waits for its answer under this id. */
    boolean awaitsAnswer(StreamId stream, SessionId session);

    /** Ends a session (WHEP section 4.4); asking again is no error. */
    UnsubscribeResult unsubscribe(StreamId stream, SessionId session);

    /**
     * Ends the session of a viewer for whoever runs the server.
     *
     * @param session the {@linkplain SessionId#publicPart public part} of its id, or any other text
     */
    UnsubscribeResult expel(StreamId stream, String session);

    /** Whether a stream of this id is registered; cheap, for every request. */
    boolean isRegistered(StreamId stream);

    /** The state of every stream, session cap and port pool; never waits for a media thread. */
    EgressSnapshot snapshot();
}
