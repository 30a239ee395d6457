package org.dragonfork.egress;

import java.util.Optional;
import org.dragonfork.egress.session.SubscribeResult;
import org.dragonfork.webrtc.sdp.NegotiationResult;
import org.dragonfork.webrtc.sdp.OfferAnswer;

/** Whether an offer is one at all, before anything is done for it. */
public final class OfferCheck {
    private OfferCheck() {}

    /** Why it would be refused whatever the stream has; empty when that depends on the stream. */
    public static Optional<SubscribeResult> refusal(String offer) {
        return OfferAnswer.refusal(offer).map(result -> switch (result) {
            case NegotiationResult.Malformed(int line, String why) -> new SubscribeResult.Malformed(line, why);
            case NegotiationResult.Unservable(String why) -> new SubscribeResult.Unservable(why);
            case NegotiationResult.CodecMismatch _, NegotiationResult.Accepted _ ->
                throw new IllegalStateException("without a stream there is no codec");
        });
    }
}
