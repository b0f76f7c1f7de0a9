using System.Globalization;
using Spectre.Console;

namespace OrderFlow;

/// <summary>Prints what happened, order by order, and the verdict.</summary>
internal static class Report
{
    internal static int Print(OrderBook book, AuditTrail trail, string run, int orders)
    {
        int stepCount = Enum.GetValues<OrderStep>().Length;
        int sent = orders * stepCount;
        int inOrder = 0;
        int lost = 0;
        int duplicated = 0;
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("order", "queue", "handled by", "steps");
        IReadOnlyDictionary<string, HandledStep[]> handled = book.Orders;
        for (int i = 0; i < orders; i++)
        {
            string orderId = $"{run}{i:D3}";
            HandledStep[] steps = handled.TryGetValue(orderId, out HandledStep[]? found) ? found : [];
            OrderStep[] distinct = [.. steps.Select(step => step.Step).Distinct()];
            lost += stepCount - distinct.Length;
            duplicated += steps.Length - distinct.Length;
            inOrder += distinct.SequenceEqual(distinct.Order()) ? distinct.Length : 0;
            table.AddRow(
                orderId,
                string.Join(' ', steps.Select(step => step.QueueId.ToString(CultureInfo.InvariantCulture)).Distinct()),
                string.Join(' ', steps.Select(step => step.Worker).Distinct()),
                string.Join(" → ", steps.Select(step => step.Step))
            );
        }
        AnsiConsole.Write(table);
        Console.WriteLine(
            $"Audit: {trail.Count} of {orders} payments seen, {trail.Total.ToString("N2", CultureInfo.InvariantCulture)} in total"
        );
        if (book.Overlaps > 0)
        {
            Console.WriteLine($"{book.Overlaps} steps began while another step of the same order was running");
        }
        Console.WriteLine($"OrderFlow: {sent} sent, {inOrder} handled in order by key, {lost} lost, {duplicated} duplicated");
        return inOrder == sent && lost == 0 && duplicated == 0 && book.Overlaps == 0 && trail.Count == orders ? 0 : 1;
    }
}
