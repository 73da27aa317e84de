// @ts-nocheck: below, word for word, stands the plan's own hook (4.1), which is not strict TypeScript.
import { useEffect, useState } from 'react';
import { fetchData } from './fetchData';

// useStreamingData.ts
export function useStreamingData(type: 'ideation' | 'outline', id: string) {
  const [data, setData] = useState(null);
  
  // 1. Fetch initial state
  useEffect(() => {
    fetchData(`/api/${type}s/${id}`).then(setData);
  }, []);
  
  // 2. Subscribe to SSE for updates
  useEffect(() => {
    const eventSource = new EventSource(`/api/stream/${type}/${id}`);
    eventSource.onmessage = (event) => {
      // Update specific fields based on event type
      const update = JSON.parse(event.data);
      setData(prev => ({ ...prev, ...update }));
    };
    return () => eventSource.close();
  }, []);
  
  return data;
}
