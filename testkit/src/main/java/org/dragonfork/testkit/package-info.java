/** The fake world of the tests: networks, clocks, viewers and sources that do as they are told. */
@NullMarked
package org.dragonfork.testkit;

import org.jspecify.annotations.NullMarked;
