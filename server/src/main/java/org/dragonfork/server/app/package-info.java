/** Main and the application: the only room that sees all others; start and stop order. */
@NullMarked
package org.dragonfork.server.app;

import org.jspecify.annotations.NullMarked;
