namespace RocketMq.Protocol;

/// <summary>Lists and maps as fastjson writes them.</summary>
internal static class JsonCollections
{
    public static void Texts(this ref JsonOutput json, IReadOnlyList<string> texts)
    {
        json.Begin('[');
        foreach (string text in texts)
            json.Text(text);
        json.End(']');
    }

    public static void Numbers(this ref JsonOutput json, IReadOnlyList<int> numbers)
    {
        json.Begin('[');
        foreach (int number in numbers)
            json.Number(number);
        json.End(']');
    }

    public static void Queues(this ref JsonOutput json, IReadOnlyList<MessageQueue> queues)
    {
        json.Begin('[');
        foreach (MessageQueue queue in queues)
            json.Queue(queue);
        json.End(']');
    }

    public static void Objects<T>(this ref JsonOutput json, IReadOnlyList<T> objects)
        where T : JsonBody
    {
        json.Begin('[');
        foreach (T item in objects)
            item.WriteTo(ref json);
        json.End(']');
    }

    public static void TextMap(this ref JsonOutput json, IReadOnlyDictionary<string, string> map)
    {
        json.Begin('{');
        foreach ((string key, string value) in map)
        {
            json.Key(key);
            json.Text(value);
        }

        json.End('}');
    }

    public static void TextsMap(this ref JsonOutput json, IReadOnlyDictionary<string, IReadOnlyList<string>> map)
    {
        json.Begin('{');
        foreach ((string key, IReadOnlyList<string> value) in map)
        {
            json.Key(key);
            json.Texts(value);
        }

        json.End('}');
    }

    public static void NumberedTexts(this ref JsonOutput json, SortedDictionary<long, string> map)
    {
        json.Begin('{');
        foreach ((long key, string value) in map)
        {
            json.Key(key);
            json.Text(value);
        }

        json.End('}');
    }

    public static void ObjectMap<T>(this ref JsonOutput json, IReadOnlyDictionary<string, T> map)
        where T : JsonBody
    {
        json.Begin('{');
        foreach ((string key, T value) in map)
        {
            json.Key(key);
            value.WriteTo(ref json);
        }

        json.End('}');
    }

    public static void QueueMap<T>(this ref JsonOutput json, IReadOnlyDictionary<MessageQueue, T> map)
        where T : JsonBody
    {
        json.Begin('{');
        foreach ((MessageQueue key, T value) in map)
        {
            json.Key(key);
            value.WriteTo(ref json);
        }

        json.End('}');
    }

    public static void QueueOffsets(this ref JsonOutput json, IReadOnlyDictionary<MessageQueue, long> offsets)
    {
        json.Begin('{');
        foreach ((MessageQueue queue, long offset) in offsets)
        {
            json.Key(queue);
            json.Number(offset);
        }

        json.End('}');
    }

    public static void QueueOffsetsMap(this ref JsonOutput json, IReadOnlyDictionary<string, IReadOnlyDictionary<MessageQueue, long>> map)
    {
        json.Begin('{');
        foreach ((string key, IReadOnlyDictionary<MessageQueue, long> value) in map)
        {
            json.Key(key);
            json.QueueOffsets(value);
        }

        json.End('}');
    }
}
