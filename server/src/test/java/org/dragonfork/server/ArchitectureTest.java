package org.dragonfork.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of {@code ARCHITECTURE.md}, held against all modules, and held against planted code that breaks each of
 * them, so that a rule that cannot fail is found.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    /** Raise it when the product has grown; it is there so that an empty import does not pass for a clean one (R9). */
    private static final int LEAST_CLASSES = 420;

    private static final String PRODUCT = "org.dragonfork";

    private static final String PLANTED = "org.dragonfork.server.planted";

    private JavaClasses product = new ClassFileImporter().importClasses(List.of());

    private JavaClasses planted = new ClassFileImporter().importClasses(List.of());

    @BeforeAll
    void importClasses() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(PRODUCT);
        planted = new ClassFileImporter().importPackages(PLANTED);
    }

    static List<HouseRule> productRules() {
        return new HouseRules(PRODUCT).all();
    }

    static List<HouseRule> plantedRules() {
        return new HouseRules(PLANTED)
                .all().stream().filter(rule -> !rule.offenders().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("productRules")
    void holdsInTheProduct(HouseRule rule) {
        EvaluationResult result = rule.rule().allowEmptyShould(true).evaluate(product);

        assertThat(result.getFailureReport().getDetails()).as(rule.title()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("plantedRules")
    void isBrokenByPlantedCode(HouseRule rule) {
        String report = String.join(
                "\n",
                rule.rule()
                        .allowEmptyShould(true)
                        .evaluate(planted)
                        .getFailureReport()
                        .getDetails());

        for (String offender : rule.offenders()) {
            assertThat(report).as(rule.title()).contains(PLANTED + "." + offender);
        }
    }

    @Test
    void letsThroughWhatIsAllowed() {
        for (HouseRule rule : plantedRules()) {
            if (rule.title().startsWith("R8: every package")) {
                continue;
            }
            String report = String.join(
                    "\n",
                    rule.rule()
                            .allowEmptyShould(true)
                            .evaluate(planted)
                            .getFailureReport()
                            .getDetails());
            assertThat(report)
                    .as(rule.title())
                    .doesNotContain(
                            PLANTED + ".webrtc.sdp.KnowsEnoughOfIce",
                            PLANTED + ".webrtc.ice.HoldsAddress",
                            PLANTED + ".egress.session.KeepsMap");
        }
    }

    @Test
    void importsTheWholeProduct() {
        assertThat(product.size()).isGreaterThanOrEqualTo(LEAST_CLASSES);
        for (String module : new Rooms(PRODUCT).modules()) {
            assertThat(product).as("types of %s", module).anyMatch(type -> isTypeOf(module, type));
        }
    }

    @Test
    void importsNoTests() {
        assertThat(product).noneMatch(type -> type.getPackageName().startsWith(PLANTED));
    }

    private static boolean isTypeOf(String module, JavaClass type) {
        return type.getPackageName().startsWith(PRODUCT + "." + module);
    }
}
