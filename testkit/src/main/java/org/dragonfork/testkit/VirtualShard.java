package org.dragonfork.testkit;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.MediaShard;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.ViewerRegistry;
import org.dragonfork.egress.stream.RtpLeg;

/** A media thread without a thread: a shard and its mailbox, moved on by the world. */
final class VirtualShard implements ShardMailbox {
    private final ArrayDeque<ShardCommand> mailbox = new ArrayDeque<>();
    private final MediaShard shard;
    private boolean signalled;
    private boolean woken;

    VirtualShard(DatagramSink sink, ViewerRegistry registry, EgressObserver observer, long nowNanos) {
        this.shard = new MediaShard(sink, registry, observer, this, false, nowNanos);
    }

    MediaShard shard() {
        return shard;
    }

    @Override
    public boolean post(ShardCommand command) {
        woken = true;
        return mailbox.add(command);
    }

    @Override
    public boolean leave(ShardCommand command) {
        return mailbox.add(command);
    }

    @Override
    public void signal() {
        signalled = true;
    }

    /** Packets of a leg are in its ring. */
    void packets(StreamId stream, RtpLeg leg, long nowNanos) {
        woken = true;
        shard.packets(stream, leg, nowNanos);
    }

    /** Does what was asked for, if it is awake or its time has come; answers whether there was anything. */
    boolean work(Consumer<ShardCommand> seen, long nowNanos) {
        if (!woken && !signalled && nowNanos - shard.deadlineNanos() < 0) {
            return false;
        }
        woken = false;
        boolean any = signalled || !mailbox.isEmpty();
        for (ShardCommand command = mailbox.poll(); command != null; command = mailbox.poll()) {
            seen.accept(command);
            shard.handle(command, nowNanos);
        }
        if (signalled) {
            signalled = false;
            shard.follow(nowNanos);
        }
        return any;
    }
}
