/** JSON in and out: with limits, and with words for what is wrong that name the field. */
@NullMarked
package org.dragonfork.server.json;

import org.jspecify.annotations.NullMarked;
