package org.brixianode.pipeline;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.brixianode.report.sr.SrForm;
import org.brixianode.report.sr.StructuredReport;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StoredReport;
import org.brixianode.study.StoredResult;

/**
 * Which destinations get which form of the report of one image.
 *
 * @param byForm never empty; a form that is made for nobody has no destinations
 */
record Receivers(Map<SrForm, Set<String>> byForm) {

    /** Without any route the usual form is made all the same, and kept. */
    static Receivers of(List<Route> routes) {
        Map<SrForm, Set<String>> byForm = new EnumMap<>(SrForm.class);
        routes.forEach(
                route ->
                        byForm.computeIfAbsent(route.form(), form -> new HashSet<>())
                                .add(route.destination()));
        if (byForm.isEmpty()) {
            byForm.put(SrForm.COMPREHENSIVE_3D, Set.of());
        }
        return new Receivers(Collections.unmodifiableMap(byForm));
    }

    Set<SrForm> forms() {
        return byForm.keySet();
    }

    /** The reports that were made for somebody, to be remembered with the result. */
    List<StoredReport> stored(List<OutgoingObject> written) {
        return written.stream()
                .filter(object -> object.kind().equals(StructuredReport.KIND))
                .map(object -> new StoredReport(object.ref(), destinations(object)))
                .filter(report -> !report.destinations().isEmpty())
                .toList();
    }

    private Set<String> destinations(OutgoingObject object) {
        return of(object.ref().sopClassUid());
    }

    private Set<String> of(String sopClassUid) {
        return byForm.entrySet().stream()
                .filter(entry -> entry.getKey().sopClassUid().equals(sopClassUid))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Set.of());
    }

    /**
     * An earlier result with those of its reports that may be named: all that get the form now were
     * given it then.
     */
    StoredResult nameable(StoredResult earlier) {
        return earlier.withReports(report -> report.isKnownTo(of(report.ref().sopClassUid())));
    }
}
