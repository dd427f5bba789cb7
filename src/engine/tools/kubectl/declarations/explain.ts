import { command, flag } from '../args/declare';

/** `kubectl explain`. */
export const EXPLAIN = command({
  name: 'explain',
  words: { en: 'Get documentation for a resource', ko: '리소스의 설명서를 보여 줍니다' },
  long: `Describe fields and structure of various resources.

 This command describes the fields associated with each supported API resource. Fields are identified via a simple JSONPath identifier:

        <type>.<fieldName>[.<fieldName>]
        
 Information about each field is retrieved from the server in OpenAPI format.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# Get the documentation of the resource and its fields
kubectl explain pods

# Get all the fields in the resource
kubectl explain pods --recursive

# Get the explanation for deployment in supported api versions
kubectl explain deployments --api-version=apps/v1

# Get the documentation of a specific field of a resource
kubectl explain pods.spec.containers

# Get the documentation of resources in different format
kubectl explain deployment --output=plaintext-openapiv2`,
  usage:
    'kubectl explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2] [options]',
  flags: [
    flag(
      '--api-version',
      'string',
      '',
      'Get different explanations for particular API version (API group/version)',
      '특정 API 버전(그룹/버전)의 설명을 봄',
    ),
    flag(
      '-o --output',
      'string',
      'plaintext',
      'Format in which to render the schema (plaintext, plaintext-openapiv2)',
      '출력 형식',
    ),
    flag(
      '--recursive',
      'bool',
      'false',
      'Print the fields of fields (Currently only 1 level deep)',
      '하위까지 재귀적으로 처리',
    ),
  ],
});
