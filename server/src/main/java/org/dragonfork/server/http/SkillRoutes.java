package org.dragonfork.server.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dragonfork.egress.supervise.FfmpegSkills;
import org.dragonfork.server.json.Json;

/** What the FFmpeg of this server can do: {@code /api/v3/skills}, and {@code /api/v3/skills/reload} to ask it again. */
public final class SkillRoutes implements Routes {
    private static final List<String> SKILLS = List.of("api", "v3", "skills");
    private static final List<String> RELOAD = List.of("api", "v3", "skills", "reload");

    private final Supplier<FfmpegSkills> current;
    private final Supplier<FfmpegSkills> reload;

    /** @param reload asks FFmpeg anew, which takes about a second */
    public SkillRoutes(Supplier<FfmpegSkills> current, Supplier<FfmpegSkills> reload) {
        this.current = current;
        this.reload = reload;
    }

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(SKILLS)) {
            return Optional.of(Resource.readOnly(_ -> reply(current)));
        }
        return path.equals(RELOAD) ? Optional.of(Resource.readOnly(_ -> reply(reload))) : Optional.empty();
    }

    private static Reply reply(Supplier<FfmpegSkills> skills) {
        return Reply.of(200, Reply.JSON, Json.write(skills.get()));
    }
}
