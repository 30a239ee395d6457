/** Viewers without a browser, many at a time, for any WHEP server. */
@NullMarked
package org.dragonfork.load;

import org.jspecify.annotations.NullMarked;
