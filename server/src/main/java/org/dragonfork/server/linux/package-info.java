/** What Linux and its libraries do faster than the JDK, by the Foreign Function and Memory API: UDP in batches, and ciphers. */
@NullMarked
package org.dragonfork.server.linux;

import org.jspecify.annotations.NullMarked;
