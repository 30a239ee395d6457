package org.dragonfork.server.net;

/** How datagrams leave: the ladder of ways, best first, or the best one that works here. */
public enum SinkChoice {
    /** The best that works. */
    AUTO,
    /** One call for several viewers, one message for all datagrams of a viewer; Linux. */
    GSO,
    /** One call for many datagrams; Linux. */
    MMSG,
    /** The JDK's own sockets, one call for each datagram; everywhere. */
    NIO
}
