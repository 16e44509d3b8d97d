package org.brixianode.testkit;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;

/** HAPI's validator with the definitions of FHIR R4. */
public final class FhirRules {

    private final FhirValidator validator;

    public FhirRules() {
        FhirContext context = FhirContext.forR4();
        FhirInstanceValidator instances =
                new FhirInstanceValidator(
                        new ValidationSupportChain(
                                new DefaultProfileValidationSupport(context),
                                new CommonCodeSystemsTerminologyService(context),
                                new InMemoryTerminologyServerValidationSupport(context)));
        instances.setAnyExtensionsAllowed(false);
        instances.setErrorForUnknownProfiles(true);
        validator = context.newValidator().registerValidatorModule(instances);
    }

    /** Errors and warnings of a resource in JSON. */
    public List<String> findings(String json, Set<ResultSeverityEnum> severities) {
        return validator.validateWithResult(json).getMessages().stream()
                .filter(one -> severities.contains(one.getSeverity()))
                .map(FhirRules::text)
                .toList();
    }

    private static String text(SingleValidationMessage message) {
        return message.getSeverity()
                + " "
                + message.getLocationString()
                + ": "
                + message.getMessage();
    }
}
