/** What the domain says, as log lines. */
@NullMarked
package org.dragonfork.server.log;

import org.jspecify.annotations.NullMarked;
