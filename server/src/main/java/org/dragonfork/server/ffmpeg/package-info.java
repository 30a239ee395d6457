/** FFmpeg as a process: finding it, building its command, starting and watching it, and leaving none behind. */
@NullMarked
package org.dragonfork.server.ffmpeg;

import org.jspecify.annotations.NullMarked;
