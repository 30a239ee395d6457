/** {@code db.json}: the processes in the file of the original, written so that a power cut cannot spoil it. */
@NullMarked
package org.dragonfork.server.store;

import org.jspecify.annotations.NullMarked;
