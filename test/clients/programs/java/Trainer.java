import java.util.List;
import java.util.Map;
import java.util.Objects;
import lockstep.ApiClient;
import lockstep.ApiException;
import lockstep.api.GenerationsApi;
import lockstep.api.MetricsApi;
import lockstep.api.OptimizersApi;
import lockstep.api.StepsApi;
import lockstep.api.ValuesApi;
import lockstep.model.Advance;
import lockstep.model.AdvanceMany;
import lockstep.model.Group;
import lockstep.model.GroupSeries;
import lockstep.model.GroupValues;
import lockstep.model.OptimizerAdvance;
import lockstep.model.Problem;
import lockstep.model.ProblemCode;
import lockstep.model.Registration;
import lockstep.model.Report;
import lockstep.model.Resume;

/** Trains two groups by the client that openapi-generator writes of openapi/trainers.json for Java. */
public final class Trainer {
  private static final String OPTIMIZER = "java";

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    StepsApi steps = new StepsApi(client);

    Map<String, Object> stepLr =
        Map.of("type", "StepLR", "step_size", Map.of("backbone", 2, "head", 3));
    Map<String, Object> plateau =
        Map.of(
            "type", "ReduceLROnPlateau", "monitor", "val_loss", "factor", 0.5, "patience", 0,
            "every", 4);
    Registration definition =
        new Registration()
            .addGroupsItem(new Group().name("backbone").lr(0.1).momentum(0.9))
            .addGroupsItem(new Group().name("head").lr(0.01).putAdditionalProperty("my_own", 3))
            .schedulers(List.of(stepLr, plateau));
    var registered = new OptimizersApi(client).putOptimizer(OPTIMIZER, definition);
    equal(registered.getValues().get(1).getAdditionalProperty("my_own"), 3);

    var first = steps.advance(OPTIMIZER, new Advance().step(0L).ahead(10), null, null);
    equal(rates(first.getGroups()), List.of(0.1, 0.01));
    GroupSeries window = first.getAhead().getGroups().get(0);
    equal(window.getLr(), List.of(0.1, 0.010000000000000002, 0.010000000000000002));
    equal(first.getAhead().getEnds().getStep(), 4L);

    var blocked = steps.advance(OPTIMIZER, new Advance().step(4L), null, null);
    equal(blocked.getBlockedOn().get(0).getMetric(), "val_loss");

    MetricsApi metrics = new MetricsApi(client);
    for (var report : List.of(Map.entry(4L, 0.31), Map.entry(8L, 0.5))) {
      var body = new Report().value(report.getValue());
      var metric = metrics.reportMetric(OPTIMIZER, "val_loss", report.getKey(), 0L, body, null, null);
      equal(metric.getValue(), report.getValue());
    }
    steps.advance(OPTIMIZER, new Advance().step(4L), null, null);
    var last = steps.advance(OPTIMIZER, new Advance().step(8L), null, null);
    equal(rates(last.getGroups()), List.of(5.000000000000002e-06, 5e-05));

    var series =
        new ValuesApi(client).getLr(OPTIMIZER, 0L, null, 8L, null, List.of("lr", "momentum"));
    equal(series.getSteps(), List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
    equal(series.getGroups().get(0).getMomentum().get(8), 0.9);
    equal(
        series.getGroups().get(1).getLr(),
        List.of(0.01, 0.01, 0.01, 0.001, 0.001, 0.001, 0.0001, 0.0001, 5e-05));

    try {
      steps.advance(OPTIMIZER, new Advance().step(10_000_000L), null, null);
      throw new AssertionError("wanted a problem");
    } catch (ApiException error) {
      equal(error.getCode(), 409);
      Problem problem = client.getObjectMapper().readValue(error.getResponseBody(), Problem.class);
      equal(problem.getCode(), ProblemCode.STEP_AHEAD);
      equal(problem.getCursor(), 8L);
    }

    var resume = new Resume().resumeStep(4L);
    var opened = new GenerationsApi(client).openGeneration(OPTIMIZER, "restart-1", resume, null);
    equal(opened.getGeneration(), 2L);

    var each = new AdvanceMany().addStepsItem(new OptimizerAdvance().optimizer(OPTIMIZER).step(4L));
    each.addStepsItem(new OptimizerAdvance().optimizer("none").step(1L));
    var many = steps.advanceMany(each, null, null).getResults();
    equal(rates(many.get(0).getResult().getGroups()), List.of(0.0010000000000000002, 0.001));
    equal(many.get(1).getProblem().getCode(), ProblemCode.OPTIMIZER_NOT_FOUND);
  }

  private static List<Double> rates(List<GroupValues> groups) {
    return groups.stream().map(GroupValues::getLr).toList();
  }

  private static void equal(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError("given " + actual + ", wanted " + expected);
    }
  }
}
