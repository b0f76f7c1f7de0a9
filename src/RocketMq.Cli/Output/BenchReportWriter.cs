using System.Globalization;
using System.Text.Json;
using RocketMq.Cli.Benching;
using Spectre.Console;

namespace RocketMq.Cli.Output;

/// <summary>Prints a measurement.</summary>
internal static class BenchReportWriter
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    internal static void Write(BenchReport report, BenchFormat format, TextWriter output)
    {
        if (format == BenchFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }
        Table table = CreateTable();
        AddRow(table, "messages", report.Messages, "N0");
        AddRow(table, "seconds", report.Seconds, "N2");
        AddRow(table, "per second", report.PerSecond, "N0");
        AddRow(table, "CPU µs per message", report.CpuMicrosPerMessage, "N2");
        AddRow(table, "bytes allocated per message", report.AllocatedBytesPerMessage, "N1");
        AddRow(table, "p50 µs", report.P50Micros, "N0");
        AddRow(table, "p99 µs", report.P99Micros, "N0");
        AddRow(table, "errors", report.Errors, "N0");
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    internal static void Write(IdleReport report, BenchFormat format, TextWriter output)
    {
        if (format == BenchFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(report, Json));
            return;
        }
        Table table = CreateTable();
        AddRow(table, "queues", report.Queues, "N0");
        AddRow(table, "seconds", report.Seconds, "N2");
        AddRow(table, "CPU % of a core", report.CpuPercentOfCore, "N2");
        AddRow(table, "bytes allocated per second", report.AllocatedBytesPerSecond, "N0");
        AddRow(table, "working set MiB", report.WorkingSetMebibytes, "N1");
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);
    }

    private static Table CreateTable() =>
        new Table().Border(TableBorder.Rounded).AddColumn("figure").AddColumn(new TableColumn("value").RightAligned());

    private static void AddRow<T>(Table table, string figure, T value, string format)
        where T : IFormattable => table.AddRow(figure, value.ToString(format, CultureInfo.InvariantCulture));
}
