/** Holds what is given out, the files under {@code deploy/} and what is made from them, to what it promises. */
@org.jspecify.annotations.NullMarked
package org.dragonfork.dist;
