package org.brixianode.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * The writers of result objects. Their order is the order in which the objects of an image are
 * written; the first form of a kind is that of destinations that choose none.
 */
public final class ResultWriters {

    private final Map<ResultForm, ResultWriter> byForm = new LinkedHashMap<>();
    private final Set<ResultForm> usual = new LinkedHashSet<>();

    /**
     * @param usual labels of the kinds that a destination gets that names none
     * @throws IllegalArgumentException if two writers compose the same form, or a usual kind has no
     *     writer
     */
    public ResultWriters(List<ResultWriter> writers, List<String> usual) {
        Set<List<String>> classes = new HashSet<>();
        for (ResultWriter writer : writers) {
            ResultForm form = writer.form();
            if (byForm.put(form, writer) != null
                    || !classes.add(List.of(form.kind().name(), form.sopClassUid()))) {
                throw new IllegalArgumentException(
                        "two writers of %s with SOP class %s"
                                .formatted(form.kind(), form.sopClassUid()));
            }
        }
        for (String label : usual) {
            ResultKind kind =
                    kind(label)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no writer of " + label));
            this.usual.add(forms(kind).get(0));
        }
    }

    /**
     * The same and one more, the last in order.
     *
     * @throws IllegalArgumentException if its form has a writer
     */
    public ResultWriters and(ResultWriter further) {
        List<ResultWriter> all = new ArrayList<>(byForm.values());
        all.add(further);
        return new ResultWriters(all, usual.stream().map(form -> form.kind().label()).toList());
    }

    /** The kinds, each once, in the writers' order. */
    public List<ResultKind> kinds() {
        return byForm.keySet().stream().map(ResultForm::kind).distinct().toList();
    }

    /** The kind of a label. */
    public Optional<ResultKind> kind(String label) {
        return kinds().stream().filter(kind -> kind.label().equals(label)).findFirst();
    }

    /** The forms of all kinds. */
    public Set<ResultForm> forms() {
        return Collections.unmodifiableSet(byForm.keySet());
    }

    /** The forms of one kind, the usual one first. */
    public List<ResultForm> forms(ResultKind kind) {
        return byForm.keySet().stream().filter(form -> form.kind().equals(kind)).toList();
    }

    /** What a destination gets that names nothing. */
    public Set<ResultForm> usual() {
        return Collections.unmodifiableSet(usual);
    }

    /** A kind's short name. */
    public String shortName(ResultKind kind) {
        return writer(forms(kind).get(0)).shortName();
    }

    /** The writers of some forms, in their order. */
    List<ResultWriter> of(Set<ResultForm> forms) {
        forms.forEach(this::writer);
        return byForm.values().stream().filter(one -> forms.contains(one.form())).toList();
    }

    private ResultWriter writer(ResultForm form) {
        return Optional.ofNullable(byForm.get(form))
                .orElseThrow(() -> new IllegalArgumentException("no writer of " + form));
    }
}
