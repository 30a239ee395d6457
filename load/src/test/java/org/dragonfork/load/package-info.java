/** Tests of the load client. */
@NullMarked
package org.dragonfork.load;

import org.jspecify.annotations.NullMarked;
