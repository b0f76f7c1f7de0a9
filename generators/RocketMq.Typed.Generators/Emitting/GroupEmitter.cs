namespace RocketMq.Typed.Generators;

/// <summary>Writes a group's subscription and dispatch: topic, then hash of the tag, then its bytes, then a closed call.</summary>
internal sealed class GroupEmitter(GroupModel group)
{
    private const string NestedClass = "RocketMqDispatch";

    private readonly SourceWriter _writer = TypePart.Begin(group.Type.Namespace);

    private string TypeName => group.Type.FullName;

    private string Owner => $"{Names.Typed}.IMessageHandlers<{TypeName}>";

    public string Emit()
    {
        TypePart.Open(_writer, group.Type, Owner);
        EmitDescriptor();
        _writer.Line();
        EmitDispatch();
        _writer.Line();
        _writer.Line(TypePart.GeneratedCode);
        _writer.Open($"private static class {NestedClass}");
        for (int i = 0; i < group.Handlers.Count; i++)
        {
            if (i > 0)
                _writer.Line();
            EmitHandler(group.Handlers[i]);
        }

        _writer.Close();
        TypePart.Close(_writer, group.Type);
        return TypePart.End(_writer, group.Type.Namespace);
    }

    private IEnumerable<IGrouping<string, HandlerModel>> Topics =>
        group.Handlers.GroupBy(handler => handler.Topic).OrderBy(topic => topic.Key, StringComparer.Ordinal);

    private void EmitDescriptor()
    {
        _writer.Line(TypePart.GeneratedCode);
        _writer.Line($"static {Names.Typed}.ConsumerGroupDescriptor {Owner}.Descriptor {{ get; }} =");
        _writer.Line(
            $"    new({Identifiers.Literal(group.Group)}, {Names.Typed}.ConsumeMode.{(group.IsOrderly ? "Orderly" : "Concurrent")})"
        );
        _writer.Line("    {");
        _writer.Line(
            $"        MaxAttempts = {(group.MaxAttempts == 0 ? "null" : group.MaxAttempts.ToString(System.Globalization.CultureInfo.InvariantCulture))},"
        );
        _writer.Line($"        UnknownTags = {Policy(group.UnknownTags)},");
        _writer.Line($"        UndecodableBodies = {Policy(group.UndecodableBodies)},");
        _writer.Line("        Subscriptions =");
        _writer.Line("        [");
        foreach (IGrouping<string, HandlerModel> topic in Topics)
            _writer.Line($"            new({Identifiers.Literal(topic.Key)}, {Identifiers.Literal(Expression(topic))}),");
        _writer.Line("        ],");
        _writer.Line("    };");
    }

    private void EmitDispatch()
    {
        _writer.Line(TypePart.GeneratedCode);
        _writer.Line($"static {Names.ValueTask}<{Names.Client}.ConsumeResult> {Owner}.DispatchAsync(");
        _writer.Line($"    {TypeName} handlers,");
        _writer.Line($"    {Names.Client}.ReceivedMessage message,");
        _writer.Line($"    {Names.Typed}.MessageDispatch dispatch,");
        _writer.Open($"    {Names.Token} cancellationToken)");
        _writer.Line("global::System.ReadOnlySpan<byte> tag = message.TagUtf8.Span;");
        _writer.Open("switch (message.Topic)");
        foreach (IGrouping<string, HandlerModel> topic in Topics)
            EmitTopic(topic);
        _writer.Close();
        _writer.Line();
        _writer.Line("return new(dispatch.RejectUnknownTag(message));");
        _writer.Close();
    }

    private void EmitTopic(IGrouping<string, HandlerModel> topic)
    {
        _writer.Open($"case {Identifiers.Literal(topic.Key)}:");
        if (topic.Any(handler => handler.Tag is not null))
        {
            _writer.Open($"switch ({Names.Typed}.JavaStringHash.Compute(tag))");
            foreach (HandlerModel handler in topic.Where(handler => handler.Tag is not null))
            {
                string tag = Identifiers.Literal(handler.Tag!);
                _writer.Line($"case {JavaHash.Compute(handler.Tag!)} when global::System.MemoryExtensions.SequenceEqual(tag, {tag}u8):");
                _writer.Line($"    return {Call(handler)};");
            }

            _writer.Close();
            _writer.Line();
        }

        HandlerModel? wholeTopic = topic.FirstOrDefault(handler => handler.Tag is null);
        _writer.Line(wholeTopic is null ? "break;" : $"return {Call(wholeTopic)};");
        _writer.Close();
    }

    private void EmitHandler(HandlerModel handler)
    {
        _writer.Line($"internal static async {Names.ValueTask}<{Names.Client}.ConsumeResult> {handler.MethodName}(");
        _writer.Line($"    {TypeName} handlers,");
        _writer.Line($"    {Names.Client}.ReceivedMessage message,");
        _writer.Line($"    {Names.Typed}.MessageDispatch dispatch,");
        _writer.Open($"    {Names.Token} cancellationToken)");
        _writer.Line($"if (!dispatch.TryRead<{handler.ContractName}>(message, out var body, out var rejection))");
        _writer.Line("    return rejection;");
        string call = $"await {Target(handler)}.HandleAsync({string.Join(", ", Arguments(handler))}).ConfigureAwait(false)";
        if (handler.HasResult)
        {
            _writer.Line($"return dispatch.Complete({call});");
        }
        else
        {
            _writer.Line(call + ";");
            _writer.Line("return dispatch.Complete();");
        }

        _writer.Close();
    }

    private string Target(HandlerModel handler) => handler.IsStatic ? TypeName : "handlers";

    private static IEnumerable<string> Arguments(HandlerModel handler)
    {
        yield return "body";
        if (handler.HasContext)
            yield return "dispatch.CreateContext(message)";
        if (handler.HasToken)
            yield return "cancellationToken";
    }

    private static string Call(HandlerModel handler) =>
        $"{NestedClass}.{handler.MethodName}(handlers, message, dispatch, cancellationToken)";

    // A handler for the whole topic needs every tag of it.
    private static string Expression(IEnumerable<HandlerModel> handlers) =>
        handlers.Any(handler => handler.Tag is null)
            ? "*"
            : string.Join(" || ", handlers.Select(handler => handler.Tag!).OrderBy(tag => tag, StringComparer.Ordinal));

    private static string Policy(int value) =>
        $"{Names.Typed}.UnhandledPolicy."
        + value switch
        {
            1 => "Retry",
            2 => "Skip",
            _ => "DeadLetter",
        };
}
