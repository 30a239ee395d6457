/** The configuration: read from the environment and the command line, checked as a whole, unchangeable afterwards. */
@NullMarked
package org.dragonfork.server.config;

import org.jspecify.annotations.NullMarked;
