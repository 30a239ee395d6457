/** What the parts and the whole server cost on this machine, as ratios within one run. */
@NullMarked
package org.dragonfork.bench;

import org.jspecify.annotations.NullMarked;
