using System.CommandLine;
using FaultDrill;

Option<string> fault = new("--fault")
{
    Description = $"What goes wrong: {string.Join(", ", Drills.All.Keys)}; or all, one after another.",
    DefaultValueFactory = _ => "all",
};
fault.AcceptOnlyFromAmong([.. Drills.All.Keys, "all"]);
Option<int> seed = new("--seed")
{
    Description = "Decides what is left to chance: a run that failed fails again.",
    DefaultValueFactory = _ => 1,
};
Option<int> messages = new("--messages") { Description = "Messages to send, of eight keys.", DefaultValueFactory = _ => 300 };
Option<bool> concurrent = new("--concurrent") { Description = "Concurrent consumers instead of orderly ones." };
RootCommand root = new("Consumers, a broker, something that goes wrong, and a verdict.") { fault, seed, messages, concurrent };
root.SetAction(
    async (parsed, cancellationToken) =>
    {
        string wanted = parsed.GetRequiredValue(fault);
        DrillOptions options = new(parsed.GetRequiredValue(seed), parsed.GetRequiredValue(messages), !parsed.GetValue(concurrent));
        int broken = 0;
        foreach ((string name, Drill drill) in Drills.All.Where(entry => wanted == "all" || entry.Key == wanted))
            broken += await Drills.RunAsync(name, drill, options, cancellationToken) ? 0 : 1;
        Console.WriteLine(
            $"FaultDrill: {broken} of {(wanted == "all" ? Drills.All.Count : 1)} drills broke a promise, seed {options.Seed}"
        );
        return broken == 0 ? 0 : 1;
    }
);
return await root.Parse(args).InvokeAsync();
