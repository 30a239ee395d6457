package org.dragonfork.testkit;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.dragonfork.egress.event.EgressObserver;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.MediaShard;
import org.dragonfork.egress.media.ShardCommand;
import org.dragonfork.egress.media.ShardMailbox;
import org.dragonfork.egress.media.ViewerRegistry;

/** A media thread without a thread: a shard and its mailbox, moved on by the world. */
final class VirtualShard implements ShardMailbox {
    private final ArrayDeque<ShardCommand> mailbox = new ArrayDeque<>();
    private final MediaShard shard;
    private boolean signalled;

    VirtualShard(DatagramSink sink, ViewerRegistry registry, EgressObserver observer, long nowNanos) {
        this.shard = new MediaShard(sink, registry, observer, this, false, nowNanos);
    }

    MediaShard shard() {
        return shard;
    }

    @Override
    public boolean post(ShardCommand command) {
        return mailbox.add(command);
    }

    @Override
    public void signal() {
        signalled = true;
    }

    /** Does what was asked for; answers whether there was anything. */
    boolean work(Consumer<ShardCommand> seen, long nowNanos) {
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
