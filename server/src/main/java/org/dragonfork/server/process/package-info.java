/** The processes of this server: which there are, what they were told, and that all of it is kept. */
@NullMarked
package org.dragonfork.server.process;

import org.jspecify.annotations.NullMarked;
