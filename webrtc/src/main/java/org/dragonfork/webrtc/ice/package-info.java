/** ICE (RFC 8445): the lite agent of the server and the small controlling agent of a viewer. */
@NullMarked
package org.dragonfork.webrtc.ice;

import org.jspecify.annotations.NullMarked;
