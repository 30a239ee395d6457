/** The way in and the wiring: the command line, and the one place that knows every other room. */
@NullMarked
package org.dragonfork.server.app;

import org.jspecify.annotations.NullMarked;
