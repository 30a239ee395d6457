/** What every cipher must do. */
@NullMarked
package org.dragonfork.testkit.srtp;

import org.jspecify.annotations.NullMarked;
