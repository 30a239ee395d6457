/** The bench measured in passing, to see that it still measures. */
@NullMarked
package org.dragonfork.bench;

import org.jspecify.annotations.NullMarked;
