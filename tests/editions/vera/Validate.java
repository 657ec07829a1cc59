// Hold PDF files against ISO 14289-1 (PDF/UA-1) with veraPDF's own rules. For each file a line
// "file<TAB>yes|no<TAB>checks", then one a failed rule: "<TAB>clause-test<TAB>times".

import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            try (PDFAParser parser =
                    Foundries.defaultInstance()
                            .createParser(new FileInputStream(file), PDFAFlavour.PDFUA_1)) {
                ValidationResult told =
                        Foundries.defaultInstance()
                                .createValidator(PDFAFlavour.PDFUA_1, false)
                                .validate(parser);
                System.out.println(
                        file + "\t" + (told.isCompliant() ? "yes" : "no") + "\t" + told.getTotalAssertions());
                Map<String, Integer> failed = new TreeMap<>();
                for (Map.Entry<RuleId, Integer> rule : told.getFailedChecks().entrySet()) {
                    failed.put(rule.getKey().getClause() + "-" + rule.getKey().getTestNumber(), rule.getValue());
                }
                failed.forEach((rule, times) -> System.out.println("\t" + rule + "\t" + times));
            }
        }
    }
}
