/** Sockets and the threads around them: the one public UDP port, the legs on loopback, the media loops. */
@NullMarked
package org.dragonfork.server.net;

import org.jspecify.annotations.NullMarked;
